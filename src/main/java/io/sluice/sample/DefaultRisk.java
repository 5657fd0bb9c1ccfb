package io.sluice.sample;

import java.util.SplittableRandom;

/**
 * Who defaults. The log-odds of default are
 *
 * <pre>
 *   -1.9
 *   + 3.0  (debt to income - 0.3), at most 1.5 counted
 *   + 1.9  (utilization - 0.35)
 *   + 0.55 delinquencies, at most 4 counted
 *   + 0.18 inquiries, at most 6 counted
 *   - 0.65 ln(income / 2500)
 *   - 0.20 ln(1 + savings / 500)
 *   - 0.28 ln(1 + employment months / 12)
 *   + 0.09 (interest rate - 6)
 *   + 0.9 unemployed, 0.35 temporary, 0.25 self-employed, -0.3 public sector
 *   + 0.2 rent, -0.2 own; 0.3 business, 0.2 medical; -0.15 master; 0.15 region east
 *   + 0.0011 (age - 47)²
 *   + 0.3  no bureau file
 * interactions
 *   + 0.9  debt to income over 0.45 and utilization over 0.6
 *   + 0.6  under 27 with a loan of more than 6 monthly incomes
 *   - 0.7  delinquencies, the last one more than 12 months ago
 *   + 0.5  self-employed and business purpose
 * noise
 *   + 0.45 z, which no column shows: what happens in life
 * </pre>
 *
 * and the default itself is drawn with that probability.
 */
final class DefaultRisk {
  private DefaultRisk() {}

  static Applicant decide(Applicant a, SplittableRandom r) {
    double odds = -1.9 + numbers(a) + categories(a) + interactions(a) + 0.45 * r.nextGaussian();
    double probability = Applicants.logistic(odds);
    boolean defaulted = r.nextDouble() < probability;
    return new Applicant(
        a.id(),
        a.appliedOn(),
        a.age(),
        a.monthlyIncome(),
        a.employmentMonths(),
        a.employmentType(),
        a.housing(),
        a.maritalStatus(),
        a.dependents(),
        a.education(),
        a.loanAmount(),
        a.termMonths(),
        a.purpose(),
        a.interestRate(),
        a.existingLoans(),
        a.creditLines(),
        a.utilization(),
        a.delinquencies(),
        a.inquiries(),
        a.monthsSinceDelinquency(),
        a.savings(),
        a.debtToIncome(),
        a.bureauScore(),
        a.region(),
        a.channel(),
        probability,
        defaulted);
  }

  private static double numbers(Applicant a) {
    return 3.0 * (Math.min(1.5, a.debtToIncome()) - 0.3)
        + 1.9 * (a.utilization() - 0.35)
        + 0.55 * Math.min(4, a.delinquencies())
        + 0.18 * Math.min(6, a.inquiries())
        - 0.65 * Math.log(a.monthlyIncome() / 2500.0)
        - 0.20 * Math.log(1 + a.savings() / 500.0)
        - 0.28 * Math.log(1 + a.employmentMonths() / 12.0)
        + 0.09 * (a.interestRate() - 6)
        + 0.0011 * Math.pow(a.age() - 47, 2)
        + (a.bureauScore() < 0 ? 0.3 : 0);
  }

  private static double categories(Applicant a) {
    double work =
        switch (a.employmentType()) {
          case "unemployed" -> 0.9;
          case "temporary" -> 0.35;
          case "self-employed" -> 0.25;
          case "public-sector" -> -0.3;
          default -> 0;
        };
    double housing = a.housing().equals("rent") ? 0.2 : a.housing().equals("own") ? -0.2 : 0;
    double purpose = a.purpose().equals("business") ? 0.3 : a.purpose().equals("medical") ? 0.2 : 0;
    double education = a.education().equals("master") ? -0.15 : 0;
    return work + housing + purpose + education + (a.region().equals("east") ? 0.15 : 0);
  }

  private static double interactions(Applicant a) {
    double sum = 0;
    if (a.debtToIncome() > 0.45 && a.utilization() > 0.6) sum += 0.9;
    if (a.age() < 27 && a.loanAmount() > 6 * a.monthlyIncome()) sum += 0.6;
    if (a.delinquencies() > 0 && a.monthsSinceDelinquency() > 12) sum -= 0.7;
    if (a.employmentType().equals("self-employed") && a.purpose().equals("business")) sum += 0.5;
    return sum;
  }
}
