package io.sluice.kit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loan applications that keep their contracts. */
public final class Applications {
  private Applications() {}

  /** What an applicant sends: contract loan-request. */
  public static Map<String, Object> request(String id, int amount) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("application_id", id);
    fields.put("customer_id", "C-000042");
    fields.put("applied_on", "2026-11-20");
    fields.put("age", 42);
    fields.put("monthly_income", 3_200.0);
    fields.put("employment_months", 60);
    fields.put("employment_type", "permanent");
    fields.put("housing", "rent");
    fields.put("marital_status", "married");
    fields.put("dependents", 1);
    fields.put("education", "bachelor");
    fields.put("loan_amount", (double) amount);
    fields.put("term_months", 36);
    fields.put("purpose", "car");
    fields.put("interest_rate", 6.5);
    fields.put("savings_balance", 4_000.0);
    fields.put("debt_to_income", .3);
    fields.put("region", "north");
    fields.put("channel", "online");
    return fields;
  }

  /** What the bureau answers. */
  public static Map<String, @Nullable Object> bureau() {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("credit_lines", 2);
    fields.put("utilization", .3);
    fields.put("delinquencies_24m", 0);
    fields.put("inquiries_6m", 1);
    fields.put("months_since_delinquency", null);
    fields.put("bureau_score", 700);
    return fields;
  }

  /** What the bank knows. */
  static Map<String, @Nullable Object> history(int exposure) {
    return Map.of("existing_loans", 1, "exposure", exposure);
  }

  /** All columns of contract loan-application. */
  public static Map<String, Object> complete() {
    Map<String, Object> fields = request("LA-0042-00000001", 9_000);
    fields.remove("customer_id");
    bureau()
        .forEach(
            (name, value) -> {
              if (value != null) fields.put(name, value);
            });
    fields.put("existing_loans", 1);
    return fields;
  }
}
