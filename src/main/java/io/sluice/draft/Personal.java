package io.sluice.draft;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses whether a column is about a person, by its name and its values. A guess is for a person
 * to check: it is on the safe side.
 */
enum Personal {
  /** Tells who somebody is; nothing to learn from. */
  IDENTIFYING,
  /** May be forbidden to decide by, such as sex or origin. */
  PROTECTED,
  /** Describes a person. */
  DESCRIBING,
  NONE;

  /** So few values tell nobody from the others, whatever the column is called. */
  private static final int FEW = 20;

  private static final Set<String> WHO =
      Set.of(
          "name",
          "firstname",
          "lastname",
          "surname",
          "forename",
          "email",
          "mail",
          "phone",
          "telephone",
          "mobile",
          "address",
          "street",
          "iban",
          "ssn",
          "passport",
          "ip",
          "username",
          "login",
          "creditcard",
          "licence",
          "license",
          "customername",
          "fullname",
          "taxid");

  private static final Set<String> SENSITIVE =
      Set.of(
          "sex",
          "gender",
          "race",
          "ethnicity",
          "religion",
          "nationality",
          "citizenship",
          "age",
          "marital",
          "marriage",
          "disability",
          "pregnant",
          "origin",
          "foreign",
          "seniorcitizen",
          "birth",
          "birthdate",
          "birthday",
          "dob");

  private static final Set<String> ABOUT =
      Set.of(
          "income",
          "salary",
          "wage",
          "job",
          "occupation",
          "employment",
          "education",
          "dependents",
          "children",
          "partner",
          "housing",
          "zip",
          "zipcode",
          "postcode",
          "postal",
          "city",
          "health",
          "balance",
          "account",
          "savings",
          "credit",
          "debt");

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}"),
          Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}"),
          Pattern.compile("\\+\\d[\\d \\-()]{7,}"),
          Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}"),
          Pattern.compile("\\d{3}-\\d{2}-\\d{4}"));

  static Personal guess(ColumnProfile column) {
    List<String> words = words(column.name());
    boolean named = column.distinct() > FEW && words.stream().anyMatch(WHO::contains);
    if (named || formed(column)) return IDENTIFYING;
    if (words.stream().anyMatch(SENSITIVE::contains)) return PROTECTED;
    return words.stream().anyMatch(ABOUT::contains) ? DESCRIBING : NONE;
  }

  /** The words of a name, and all of them together: firstName, first_name, FIRST-NAME. */
  private static List<String> words(String name) {
    String split = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    List<String> words = new java.util.ArrayList<>(List.of(split.split("[^a-z]+")));
    words.add(String.join("", words));
    return words;
  }

  /** Whether most values look like an address, a number of an account or the like. */
  private static boolean formed(ColumnProfile column) {
    if (column.distinct() == 0) return false;
    long alike =
        column.counts().keySet().stream()
            .limit(200)
            .filter(v -> FORMS.stream().anyMatch(form -> form.matcher(v).matches()))
            .count();
    return alike * 2 > Math.min(200, column.distinct());
  }

  /** As contracts say it. */
  String classification() {
    return this == NONE ? "internal" : "personal";
  }
}
