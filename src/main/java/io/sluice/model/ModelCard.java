package io.sluice.model;

import java.util.Locale;

/** Writes the model card: what a person should know before trusting a version. */
final class ModelCard {
  private ModelCard() {}

  static String of(Manifest manifest) {
    Metrics m = manifest.metrics();
    Manifest.Data data = manifest.data();
    return String.format(
        Locale.ROOT,
        """
        # %s

        Gives the probability of `%s` for records of the contract `%s`.

        | | |
        |---|---|
        | algorithm | %s |
        | seed | %d |
        | features | %d |
        | training rows | %d |
        | hold-out rows | %d (%d positive), split by %s |
        | left out | %d unlabelled, %d refused by the spec |
        | data | sha-256 %s |

        Measured on the hold-out:

        | AUC | Gini | KS | log loss | Brier |
        |---|---|---|---|---|
        | %.4f | %.4f | %.4f | %.4f | %.4f |
        """,
        manifest.model(),
        manifest.target(),
        manifest.contract(),
        manifest.algorithm(),
        manifest.seed(),
        manifest.encodings().size(),
        data.train(),
        m.rows(),
        m.positives(),
        manifest.split().by(),
        data.unlabelled(),
        data.refused(),
        data.sha256(),
        m.auc(),
        m.gini(),
        m.ks(),
        m.logLoss(),
        m.brier());
  }
}
