package io.sluice.publish;

import io.sluice.Databases;

class PublishOnPostgresTest extends PublishBehaviour {
  PublishOnPostgresTest() {
    super(Databases.POSTGRESQL);
  }
}
