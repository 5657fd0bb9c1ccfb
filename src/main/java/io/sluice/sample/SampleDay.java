package io.sluice.sample;

import io.sluice.data.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;

/** The files of the sample world, put into the inboxes as a sender would put them. */
final class SampleDay {
  private static final long LABELLED_ROWS = 20_000;
  private static final long DAILY_ROWS = 10_000;

  private final Home home;
  private final LocalDate today;

  SampleDay(Home home, LocalDate today) {
    this.home = home;
    this.today = today;
  }

  /** Last year's applications with their outcome; returns the file's name. */
  String sendLabelled() {
    return send(
        "applications-labelled",
        "applications-" + (today.getYear() - 1) + "-labelled.csv",
        LoanWorld.Settings.of(LABELLED_ROWS, 1)
            .period(today.minusYears(1).withDayOfYear(1), today.withDayOfYear(1).minusDays(1))
            .dirty(Dirt.SOME));
  }

  /** Today's applications, a few of them broken; the same content however often it is called. */
  String sendToday() {
    return send(
        "applications",
        "applications-" + today + ".csv",
        LoanWorld.Settings.of(DAILY_ROWS, today.toEpochDay())
            .period(today, today)
            .unlabelled()
            .dirty(Dirt.SOME));
  }

  private String send(String inbox, String name, LoanWorld.Settings settings) {
    Path folder = home.folder("inbox/" + inbox);
    Path draft = folder.resolve(name + ".part");
    try {
      try (Writer writer = Files.newBufferedWriter(draft)) {
        new LoanWorld(settings).write(writer);
      }
      Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("the sample file " + name + " could not be written", e);
    }
  }
}
