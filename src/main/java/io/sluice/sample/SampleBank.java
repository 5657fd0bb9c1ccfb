package io.sluice.sample;

import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bank's own database in the sample world: customers' loans, reservations and offers. */
final class SampleBank {
  private static final int CUSTOMERS = 500;
  private static final int CAPITAL = 50_000_000;

  private final JdbcClient jdbc;

  SampleBank(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /** Makes what is not there yet. */
  void open() {
    run("create table if not exists fund (capital numeric(15, 2) not null)");
    run(
        "create table if not exists customer_loan (id varchar(32) primary key,"
            + " customer_id varchar(32) not null, outstanding numeric(15, 2) not null)");
    for (String table : new String[] {"reservation", "offer"})
      run(
          "create table if not exists "
              + table
              + " (id varchar(255) primary key, amount numeric(15, 2) not null,"
              + " state varchar(16) not null)");
    if (jdbc.sql("select count(*) from fund").query(Long.class).single() > 0) return;
    for (int customer = 0; customer < CUSTOMERS; customer++) loans(customer);
    jdbc.sql("insert into fund values (?)").param(CAPITAL).update();
  }

  private void loans(int number) {
    String customer = "C-%06d".formatted(number);
    SplittableRandom random = new SplittableRandom(number);
    for (int loan = random.nextInt(4); loan > 0; loan--)
      jdbc.sql("insert into customer_loan values (?, ?, ?)")
          .params(customer + "-" + loan, customer, 500 + random.nextInt(12_000))
          .update();
  }

  private void run(String sql) {
    jdbc.sql(sql).update();
  }
}
