package io.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Somebody's own data without a key, as the README teaches to bring it in. */
final class OwnData {
  static final String CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: 1b1c6f0e-8a57-4b5e-9d55-0f7a0d3c9a11
      name: churn
      version: 1.0.0
      status: active
      schema:
        - name: customers
          properties:
            - {name: months, logicalType: integer, required: true, logicalTypeOptions: {minimum: 0}}
            - {name: price, logicalType: number, required: true}
            - {name: plan, logicalType: string, required: true}
            - {name: left, logicalType: boolean}
      """;

  static final String MODEL =
      """
      name: churn
      contract: churn
      target: {column: left, positive: true}
      features: [months, price, plan]
      algorithm: {type: logistic-regression}
      seed: 1
      split: {holdout: 0.3, by: random}
      floor: {auc: 0.6}
      approval: after-first
      """;

  private OwnData() {}

  static String connector(String name, String flow) {
    return """
    - route:
        id: %1$s-inbox
        from:
          uri: file
          parameters:
            directoryName: "{{sluice.home}}/inbox/%1$s"
            exclude: "(?i).*\\\\.(part|tmp)"
            delay: 200
            move: "done/${date:now:yyyyMMdd-HHmmssSSS}-${file:onlyname}"
            moveFailed: "failed/${date:now:yyyyMMdd-HHmmssSSS}-${file:onlyname}"
          steps:
            - to: "sluice:%1$s?contract=churn&model=churn&flow=%2$s"
    """
        .formatted(name, flow);
  }

  static Path write(Path folder, Random random, int rows) throws IOException {
    StringBuilder text = new StringBuilder("months,price,plan,left\n");
    for (int i = 0; i < rows; i++) {
      int months = random.nextInt(60);
      double price = 10 + random.nextInt(90);
      boolean yearly = random.nextBoolean();
      double risk = 1 / (1 + Math.exp(.08 * months - .03 * price + (yearly ? 1 : -1)));
      boolean left = random.nextDouble() < risk;
      text.append(months).append(',').append(price).append(',');
      text.append(yearly ? "yearly" : "monthly").append(',').append(left).append('\n');
    }
    Path file = Files.createTempFile(folder, "own", ".csv");
    return Files.writeString(file, text);
  }
}
