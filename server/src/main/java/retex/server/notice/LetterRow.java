package retex.server.notice;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/** A row of the table {@code letter}; its number is given when it is posted. */
@Introspected
@MappedEntity("letter")
record LetterRow(
    String device,
    @Id long number,
    String kind,
    String record,
    String revision,
    String remark,
    long at) {

  NumberedLetter numbered() {
    return new NumberedLetter(
        number,
        new Letter(
            LetterKind.valueOf(kind),
            RecordId.parse(record),
            RevisionId.parse(revision),
            remark,
            Micros.instant(at)));
  }
}
