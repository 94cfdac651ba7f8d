package retex.server.finding;

import static retex.server.finding.FindingRefusal.EVIDENCE_NOT_THERE;
import static retex.server.finding.FindingRefusal.TERM_UNKNOWN;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.instrument.CriterionCode;
import retex.server.catalogue.Catalogue;
import retex.server.finding.engine.Finding;
import retex.server.finding.engine.Judgement;
import retex.server.finding.engine.Prose;
import retex.server.finding.engine.Term;
import retex.server.finding.engine.TopicText;
import retex.server.finding.engine.Vocabulary;
import retex.server.review.Accepted;
import retex.server.review.RecordTitles;
import retex.server.web.Words;

/** Prepares the desk's page, and reads back what was chosen on it by name. */
@Singleton
final class Desk {

  /** From this confidence on, proposals may be accepted together. */
  static final double SURE = 0.8;

  private final Findings findings;
  private final Catalogue catalogue;
  private final RecordTitles titles;
  private final Vocabulary vocabulary = Vocabulary.shipped();

  Desk(Findings findings, Catalogue catalogue, RecordTitles titles) {
    this.findings = findings;
    this.catalogue = catalogue;
    this.titles = titles;
  }

  DeskView of(Accepted record, Words words) {
    List<Entry> entries = findings.entries(record);
    var fields = new ArrayList<DeskView.Field>();
    int number = 1;
    for (Remark remark : findings.remarks(record)) {
      List<Entry> of = entries.stream().filter(it -> it.field().equals(remark.field())).toList();
      var rows = new ArrayList<DeskView.Row>();
      for (Entry entry : of) {
        rows.add(row(entry, remark.text(), number++, words));
      }
      fields.add(
          new DeskView.Field(
              remark.field(),
              title(record, remark.field(), words),
              Findings.language(record),
              pieces(remark.text(), rows, of),
              rows));
    }
    return new DeskView(
        record.record().toString(),
        record.revision().hex(),
        titles.of(record, words),
        (int) entries.stream().filter(it -> it.state() == Entry.State.OPEN).count(),
        Arrays.stream(Judgement.values())
            .map(it -> new DeskView.Choice(it.code(), words.say("finding.is." + it.code())))
            .toList(),
        names(vocabulary.skills(), words.language()),
        names(vocabulary.causes(), words.language()),
        names(vocabulary.remedies(), words.language()),
        fields);
  }

  /** A finding from names as the page offers them, or codes. */
  Finding said(String skill, Judgement judgement, String cause, String remedy, String language) {
    return new Finding(
        code(vocabulary.skills(), skill, language),
        judgement,
        cause.isEmpty() ? "" : code(vocabulary.causes(), cause, language),
        remedy.isEmpty() ? "" : code(vocabulary.remedies(), remedy, language));
  }

  /** Adds a finding by the words in the text on which it rests; the whole field where none. */
  void add(
      RecordId record,
      RevisionId revision,
      String field,
      String evidence,
      Finding finding,
      String actor) {
    String text =
        findings.remarks(findings.find(record)).stream()
            .filter(it -> it.field().equals(field))
            .map(Remark::text)
            .findFirst()
            .orElseThrow(() -> EVIDENCE_NOT_THERE.at("field").asException());
    int from = evidence.isEmpty() ? 0 : text.indexOf(evidence);
    if (from < 0) {
      throw EVIDENCE_NOT_THERE.at("evidence").asException();
    }
    int to = evidence.isEmpty() ? text.length() : from + evidence.length();
    findings.add(record, revision, field, from, to, finding, actor);
  }

  private DeskView.Row row(Entry entry, String text, int number, Words words) {
    Finding it = entry.finding();
    String language = words.language();
    String sentence =
        new Prose(vocabulary, language)
            .compose(List.of(findings.told(it))).stream()
                .flatMap(topic -> topic.paragraphs().stream())
                .map(TopicText.Paragraph::text)
                .collect(Collectors.joining(" "));
    Term skill = vocabulary.skill(it.skill()).orElseThrow();
    return new DeskView.Row(
        "f" + number,
        "f" + (number + 1),
        entry.key(),
        number,
        text.substring(entry.from(), entry.to()),
        skill.topic(),
        named(skill, language),
        it.judgement().code(),
        vocabulary.cause(it.cause()).map(term -> named(term, language)).orElse(""),
        vocabulary.remedy(it.remedy()).map(term -> named(term, language)).orElse(""),
        sentence,
        (int) Math.round(entry.confidence() * 100),
        entry.state().name().toLowerCase(Locale.ROOT),
        entry.isWithheld() ? words.say("redaction.category." + entry.withheld()) : "",
        !findings.told(it).equals(it));
  }

  /** The text cut wherever evidence begins or ends. */
  private static List<DeskView.Piece> pieces(
      String text, List<DeskView.Row> rows, List<Entry> entries) {
    var cuts = new TreeSet<Integer>();
    cuts.add(0);
    cuts.add(text.length());
    for (Entry entry : entries) {
      cuts.add(entry.from());
      cuts.add(entry.to());
    }
    var pieces = new ArrayList<DeskView.Piece>();
    int at = 0;
    for (int cut : cuts.tailSet(1)) {
      var numbers = new ArrayList<String>();
      for (int i = 0; i < entries.size(); i++) {
        boolean rests = entries.get(i).from() <= at && cut <= entries.get(i).to();
        if (rests && entries.get(i).state() != Entry.State.REJECTED) {
          numbers.add(Integer.toString(rows.get(i).number()));
        }
      }
      pieces.add(new DeskView.Piece(text.substring(at, cut), String.join(" ", numbers)));
      at = cut;
    }
    return pieces;
  }

  private static List<String> names(Collection<Term> terms, String language) {
    return terms.stream().map(it -> named(it, language)).toList();
  }

  private static String named(Term term, String language) {
    return term.topic().isEmpty()
        ? term.name(language)
        : term.name(language) + " (" + term.topic() + ")";
  }

  private static String code(Collection<Term> terms, String said, String language) {
    return terms.stream()
        .filter(it -> it.code().equals(said) || named(it, language).equals(said))
        .map(Term::code)
        .findFirst()
        .orElseThrow(() -> TERM_UNKNOWN.at("name").asException());
  }

  private String title(Accepted record, String field, Words words) {
    String code = field.substring(field.indexOf('.') + 1);
    return catalogue
        .instruments()
        .find(record.instrument())
        .map(
            form ->
                field.startsWith("comment.")
                    ? form.criterion(new CriterionCode(code))
                        .map(it -> code + " " + it.text().in(words.language()))
                        .orElse(code)
                    : form.narrative().stream()
                        .filter(it -> it.code().equals(code))
                        .map(it -> it.title().in(words.language()))
                        .findFirst()
                        .orElseGet(() -> words.say("finding.observations")))
        .orElseGet(() -> words.say("finding.observations"));
  }
}
