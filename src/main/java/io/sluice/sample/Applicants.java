package io.sluice.sample;

import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Draws applicants. Two hidden traits run through all columns and correlate them: affluence a and
 * prudence p, both standard normal, with correlation 0.3.
 *
 * <ul>
 *   <li>age: 40 + 13 z, within 18 to 79; from 65 most are retired
 *   <li>education: five levels by a + 0.8 z at -1.3, -0.2, 0.5, 1.3
 *   <li>income: exp(7.7 + 0.32 a + 0.09 level + 0.2 z), less for the young, the retired (x 0.75)
 *       and the unemployed (x 0.45), times the inflation of the drift
 *   <li>employment: up to 12 (age - 18) months, times a uniform draw to the power exp(-0.3 p)
 *   <li>utilization: logistic(-0.6 - 0.7 p + 0.8 z); delinquencies: Poisson(exp(-1.6 - 0.7 p + 0.8
 *       utilization)); inquiries: Poisson(exp(-0.2 - 0.35 p))
 *   <li>bureau score: 655 + 48 p + 14 a - 32 delinquencies - 70 (utilization - 0.4) + 28 z; no file
 *       for 8 % of all and 25 % of those under 25
 *   <li>interest rate: 5.5 + (700 - score) / 40, more for brokers, plus the shift of the drift
 *   <li>loan: income times exp(1.6 + 0.55 z), 500 to 75,000; terms of 12 to 84 months
 * </ul>
 */
final class Applicants {
  static final int INFLATION_PERCENT = 25;
  static final double RATE_SHIFT = 2.5;

  private Applicants() {}

  private static final String[] EDUCATION = {
    "basic", "secondary", "vocational", "bachelor", "master"
  };
  private static final Choice REGION =
      new Choice("north .2 south .22 east .18 west .22 central .18");
  private static final Choice PURPOSE =
      new Choice(
          "car .27 debt-consolidation .24 home-improvement .17 education .08 medical .07"
              + " business .07 other .1");
  private static final Choice CHANNEL = new Choice("branch .34 online .36 broker .18 mobile .12");
  private static final Choice WORK =
      new Choice("permanent .63 temporary .14 self-employed .12 public-sector .11");
  private static final Choice YOUNG = new Choice("single .68 married .3 divorced .02");
  private static final Choice MIDDLE =
      new Choice("single .24 married .58 divorced .16 widowed .02");
  private static final Choice OLD = new Choice("single .1 married .56 divorced .18 widowed .16");

  static Applicant draw(String id, LocalDate day, double drift, SplittableRandom r) {
    double a = r.nextGaussian();
    double p = 0.3 * a + 0.954 * r.nextGaussian();
    int age = (int) clamp(40 + 13 * r.nextGaussian(), 18, 79);
    int level = level(a + 0.8 * r.nextGaussian());
    String work = work(age, a, r);
    double inflation = 1 + drift * INFLATION_PERCENT / 100;
    int income = (int) (inflation * income(a, level, age, work, r));
    int months = work.equals("unemployed") ? 0 : months(age, p, r);
    String marital = (age < 30 ? YOUNG : age < 60 ? MIDDLE : OLD).draw(r);
    int dependents = Math.min(6, poisson(marital.equals("married") ? 1.1 : 0.35, r));
    String housing = housing(age, a, r);
    String region = REGION.draw(r);
    String purpose = PURPOSE.draw(r);
    String channel = channel(drift, r);

    double utilization = cents(logistic(-0.6 - 0.7 * p + 0.8 * r.nextGaussian()));
    int late = Math.min(12, poisson(Math.exp(-1.6 - 0.7 * p + 0.8 * utilization), r));
    int inquiries = Math.min(15, poisson(Math.exp(-0.2 - 0.35 * p), r));
    int since = late > 0 ? r.nextInt(24) : r.nextDouble() < 0.12 ? 24 + r.nextInt(60) : -1;
    int loans = Math.min(10, poisson(0.9, r));
    int lines = Math.min(25, 1 + poisson(2.5 + 0.04 * (age - 18), r));
    int savings = (int) (inflation * Math.exp(7.2 + 0.7 * a + 0.5 * p + 0.9 * r.nextGaussian()));
    int score = score(a, p, late, utilization, r);
    boolean file = r.nextDouble() >= (age < 25 ? 0.25 : 0.08);

    int amount = amount(income, r);
    int term = 12 * (1 + Math.min(6, (int) (amount / 6000.0 + 2.2 * r.nextDouble())));
    double rate = rate(score, channel, drift, r);
    double payment = payment(amount, rate, term);
    double dti = cents(Math.min(5, (payment + 0.045 * income * loans) / income));
    Applicant drawn =
        new Applicant(
            id,
            day,
            age,
            income,
            months,
            work,
            housing,
            marital,
            dependents,
            EDUCATION[level],
            amount,
            term,
            purpose,
            rate,
            loans,
            lines,
            utilization,
            late,
            inquiries,
            since,
            savings,
            dti,
            file ? score : -1,
            region,
            channel,
            0,
            false);
    return DefaultRisk.decide(drawn, r);
  }

  private static int level(double value) {
    return value < -1.3 ? 0 : value < -0.2 ? 1 : value < 0.5 ? 2 : value < 1.3 ? 3 : 4;
  }

  private static String work(int age, double a, SplittableRandom r) {
    double draw = r.nextDouble();
    if (age >= 65 && draw < 0.85) return "retired";
    if (draw > 0.985 - 0.03 * logistic(-a)) return "unemployed";
    return WORK.draw(r);
  }

  private static double income(double a, int level, int age, String work, SplittableRandom r) {
    double part =
        switch (work) {
          case "retired" -> 0.75;
          case "unemployed" -> 0.45;
          default -> age < 25 ? 0.8 : 1;
        };
    double income = Math.exp(7.7 + 0.32 * a + 0.09 * level + 0.2 * r.nextGaussian());
    return Math.max(400, part * income);
  }

  private static int months(int age, double p, SplittableRandom r) {
    return (int) (12 * (age - 18) * Math.pow(r.nextDouble(), Math.exp(-0.3 * p)));
  }

  private static String housing(int age, double a, SplittableRandom r) {
    double draw = r.nextDouble() - 0.08 * a - 0.004 * (age - 40);
    if (age < 28 && draw > 0.5) return "family";
    return draw < 0.25 ? "own" : draw < 0.5 ? "mortgage" : draw < 0.94 ? "rent" : "family";
  }

  private static String channel(double drift, SplittableRandom r) {
    String channel = CHANNEL.draw(r);
    boolean old = channel.equals("branch") || channel.equals("broker");
    return r.nextDouble() < drift * 0.5 && old ? "mobile" : channel;
  }

  private static int score(double a, double p, int late, double utilization, SplittableRandom r) {
    double mean = 655 + 48 * p + 14 * a - 32 * late - 70 * (utilization - 0.4);
    return (int) clamp(mean + 28 * r.nextGaussian(), 300, 850);
  }

  private static int amount(int income, SplittableRandom r) {
    double amount = clamp(income * Math.exp(1.6 + 0.55 * r.nextGaussian()), 500, 75_000);
    return 100 * (int) Math.round(amount / 100);
  }

  private static double rate(int score, String channel, double drift, SplittableRandom r) {
    double broker = channel.equals("broker") ? 0.8 : 0;
    double rate = 5.5 + (700 - score) / 40.0 + broker + 0.7 * r.nextGaussian();
    return cents(clamp(rate + drift * RATE_SHIFT, 1.5, 29));
  }

  /** Monthly payment of an annuity. */
  private static double payment(int amount, double rate, int months) {
    double monthly = rate / 1200;
    return amount * monthly / (1 - Math.pow(1 + monthly, -months));
  }

  /** Knuth's algorithm: multiplies uniforms until they fall below exp(-mean). */
  private static int poisson(double mean, SplittableRandom r) {
    double limit = Math.exp(-Math.min(mean, 20));
    int count = -1;
    for (double product = 1; product > limit; count++) product *= r.nextDouble();
    return count;
  }

  private static double cents(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
