package io.sluice.sample;

import java.util.List;
import java.util.SplittableRandom;

/** An applicant as the fields of a CSV row, and how such a row gets dirty. */
final class Row {
  /** In the order of the contract; the label last. */
  static final List<String> COLUMNS =
      List.of(
          "application_id",
          "applied_on",
          "age",
          "monthly_income",
          "employment_months",
          "employment_type",
          "housing",
          "marital_status",
          "dependents",
          "education",
          "loan_amount",
          "term_months",
          "purpose",
          "interest_rate",
          "existing_loans",
          "credit_lines",
          "utilization",
          "delinquencies_24m",
          "inquiries_6m",
          "months_since_delinquency",
          "savings_balance",
          "debt_to_income",
          "bureau_score",
          "region",
          "channel",
          "defaulted");

  private static final String[] REQUIRED = {
    "applied_on", "age", "monthly_income", "employment_type", "loan_amount", "purpose", "region"
  };
  private static final String[][] OUT_OF_RANGE = {
    {"age", "7"},
    {"age", "203"},
    {"monthly_income", "-1200"},
    {"utilization", "9.75"},
    {"term_months", "1200"},
    {"interest_rate", "-4"},
    {"dependents", "99"},
    {"loan_amount", "0"}
  };
  private static final String[][] WRONG_TYPES = {
    {"age", "forty"}, {"monthly_income", "2.500,00"}, {"applied_on", "31.02.2025"},
    {"utilization", "n/a"}, {"loan_amount", "NaN"}, {"interest_rate", "7,5"},
    {"existing_loans", "1.5"}, {"savings_balance", "1e999"}
  };
  private static final String[][] UNSEEN = {
    {"purpose", "yacht"},
    {"channel", "fax"},
    {"region", "overseas"},
    {"employment_type", "influencer"},
    {"housing", "houseboat"}
  };

  private Row() {}

  static String[] of(Applicant a, int width) {
    String[] row = new String[width];
    int at = 0;
    row[at++] = a.id();
    row[at++] = a.appliedOn().toString();
    row[at++] = Integer.toString(a.age());
    row[at++] = Integer.toString(a.monthlyIncome());
    row[at++] = Integer.toString(a.employmentMonths());
    row[at++] = a.employmentType();
    row[at++] = a.housing();
    row[at++] = a.maritalStatus();
    row[at++] = Integer.toString(a.dependents());
    row[at++] = a.education();
    row[at++] = Integer.toString(a.loanAmount());
    row[at++] = Integer.toString(a.termMonths());
    row[at++] = a.purpose();
    row[at++] = cents(a.interestRate());
    row[at++] = Integer.toString(a.existingLoans());
    row[at++] = Integer.toString(a.creditLines());
    row[at++] = cents(a.utilization());
    row[at++] = Integer.toString(a.delinquencies());
    row[at++] = Integer.toString(a.inquiries());
    row[at++] = optional(a.monthsSinceDelinquency());
    row[at++] = Integer.toString(a.savings());
    row[at++] = cents(a.debtToIncome());
    row[at++] = optional(a.bureauScore());
    row[at++] = a.region();
    row[at++] = a.channel();
    if (at < width) row[at] = Boolean.toString(a.defaulted());
    return row;
  }

  /** Makes a clean row wrong in one place. */
  static void soil(String[] row, Dirt.Kind kind, SplittableRandom random) {
    switch (kind) {
      case MISSING -> put(row, new String[] {pick(REQUIRED, random), ""});
      case OUT_OF_RANGE -> put(row, pick(OUT_OF_RANGE, random));
      case WRONG_TYPE -> put(row, pick(WRONG_TYPES, random));
      case UNSEEN -> put(row, pick(UNSEEN, random));
      case CLEAN, DUPLICATE -> {}
    }
  }

  private static void put(String[] row, String[] columnAndValue) {
    row[COLUMNS.indexOf(columnAndValue[0])] = columnAndValue[1];
  }

  private static <T> T pick(T[] from, SplittableRandom random) {
    return from[random.nextInt(from.length)];
  }

  private static String optional(int value) {
    return value < 0 ? "" : Integer.toString(value);
  }

  /** Two decimals without the cost of a formatter. */
  private static String cents(double value) {
    long cents = Math.round(value * 100);
    String digits = Long.toString(cents % 100);
    return cents / 100 + (cents % 100 < 10 ? ".0" : ".") + digits;
  }
}
