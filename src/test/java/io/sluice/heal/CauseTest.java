package io.sluice.heal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseTest {

  private static Cause cause(String message) {
    return Cause.of("loan-application", "ask-bureau", "credit-bureau", "StepUnavailable", message);
  }

  @Test
  void isTheSameWhateverTheInstance() {
    Cause one =
        cause("credit-bureau did not answer C-000042 within 3,000 ms at 2026-11-25T02:00:00Z");
    Cause other = cause("credit-bureau did not answer C-917 within 12 ms at 2026-12-01T07:30:12Z");
    assertThat(one).isEqualTo(other);
    assertThat(cause("run 960618af-e877-11f1-96f3-02fc00000001 is gone"))
        .isEqualTo(cause("run 37c0159f-e87c-11f1-87c6-02fc00000001 is gone"));
    assertThat(cause("no column 'agee'")).isEqualTo(cause("no column 'incom'"));
  }

  @Test
  void differsByFlowElementPeerErrorAndMessage() {
    Cause one = cause("away");
    assertThat(one.id()).isNotEqualTo(cause("refused").id());
    assertThat(one.id())
        .isNotEqualTo(
            Cause.of("loan-application", "ask-bureau", "credit-bureau", "WrongInput", "away").id());
    assertThat(one.id())
        .isNotEqualTo(
            Cause.of("loan-application", "ask-bureau", "other", "StepUnavailable", "away").id());
  }

  @Test
  void readsAsATitle() {
    assertThat(cause("the circuit is open").title())
        .isEqualTo("ask-bureau (credit-bureau) of loan-application: the circuit is open");
    assertThat(Cause.of("f", "e", "", "NullPointerException", "").title())
        .isEqualTo("e of f: NullPointerException");
  }
}
