package retex.server.review;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.server.catalogue.Catalogue;
import retex.server.web.Words;

/** Titles of accepted records. Safe for use by several threads. */
@Singleton
public final class RecordTitles {

  private final Catalogue catalogue;

  RecordTitles(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What {@code record} is called in {@code words}' language. */
  public RecordTitle of(Accepted record, Words words) {
    var wording = new Wording(words, catalogue);
    String unit =
        catalogue.unit(record.unit()).map(Wording::name).orElseGet(() -> record.unit().value());
    Days days =
        record
            .payload()
            .fold(
                it -> new Days(it.from(), it.to()),
                it -> Days.on(it.date()),
                it -> Days.on(record.writtenAt().atZone(ZoneOffset.UTC).toLocalDate()));
    return new RecordTitle(
        unit,
        form(record.instrument(), words),
        wording.period(days.first(), days.last()),
        days.last());
  }

  private String form(InstrumentRef ref, Words words) {
    Instruments known = catalogue.instruments();
    return known
        .find(ref)
        .map(it -> it.title())
        .or(() -> known.noteForm(ref).map(it -> it.title()))
        .map(title -> title.in(words.language()))
        .orElseGet(ref::toString);
  }

  private record Days(LocalDate first, LocalDate last) {
    static Days on(LocalDate day) {
      return new Days(day, day);
    }
  }
}
