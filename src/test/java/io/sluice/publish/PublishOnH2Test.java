package io.sluice.publish;

import io.sluice.Databases;

class PublishOnH2Test extends PublishBehaviour {
  PublishOnH2Test() {
    super(Databases.H2);
  }
}
