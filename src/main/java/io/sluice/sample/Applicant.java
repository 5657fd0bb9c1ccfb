package io.sluice.sample;

import java.time.LocalDate;

/**
 * Someone who applies for a loan.
 *
 * @param monthlyIncome in whole currency units, as all amounts
 * @param interestRate in percent a year
 * @param utilization used share of the credit lines
 * @param monthsSinceDelinquency -1 when there was none
 * @param debtToIncome monthly payments, this loan's included, as a share of the income
 * @param bureauScore 300 to 850; -1 when the bureau has no file
 * @param probability of default as the world knows it
 */
record Applicant(
    String id,
    LocalDate appliedOn,
    int age,
    int monthlyIncome,
    int employmentMonths,
    String employmentType,
    String housing,
    String maritalStatus,
    int dependents,
    String education,
    int loanAmount,
    int termMonths,
    String purpose,
    double interestRate,
    int existingLoans,
    int creditLines,
    double utilization,
    int delinquencies,
    int inquiries,
    int monthsSinceDelinquency,
    int savings,
    double debtToIncome,
    int bureauScore,
    String region,
    String channel,
    double probability,
    boolean defaulted) {}
