package retex.server.release;

import static java.util.stream.Collectors.toSet;
import static retex.server.release.ReleaseRefusal.LANGUAGE_NOT_OFFERED;
import static retex.server.release.ReleaseRefusal.NOTHING_TO_RELEASE;
import static retex.server.release.ReleaseRefusal.QUOTES_TOO_MANY;
import static retex.server.release.ReleaseRefusal.QUOTE_NOT_THERE;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import retex.refusal.RefusedException;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueRefusal;
import retex.server.catalogue.Provider;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;
import retex.server.finding.Findings;
import retex.server.policy.Policies;
import retex.server.web.Words;

/** Composes what a provider may learn now, on given terms. Safe for use by several threads. */
@Singleton
final class Composing {

  private static final String FIGURES = "feedback.groups";
  private static final String HOW_MADE = "feedback.how-made";

  private final Permission permission;
  private final Composer composer;
  private final Catalogue catalogue;
  private final Findings findings;
  private final Policies policies;
  private final Clock clock;

  Composing(
      Permission permission,
      Composer composer,
      Catalogue catalogue,
      Findings findings,
      Policies policies,
      Clock clock) {
    this.permission = permission;
    this.composer = composer;
    this.catalogue = catalogue;
    this.findings = findings;
    this.policies = policies;
    this.clock = clock;
  }

  /** Refuses {@code NOTHING_TO_RELEASE}, {@code LANGUAGE_NOT_OFFERED}. */
  Composer.Composed of(ProviderCode provider, String language, Terms terms) {
    return composer.compose(
        known(provider),
        evidence(provider, language, terms),
        Words.ofDocument(language),
        terms.quoted());
  }

  /**
   * Whether these records, composed anew for the day on which it was let go, say of each unit what
   * the release says. Figures over groups are left aside: they are about the revisions that they
   * were told on, and what was told since to others would refuse them.
   */
  boolean isAsReleased(Release it, Set<String> records) {
    Optional<Content> anew = anew(it, records);
    return anew.isPresent()
        && anew.get().title().equals(it.content().title())
        && anew.get().footer().equals(it.content().footer())
        && without(anew.get(), FIGURES).equals(without(it.content(), FIGURES));
  }

  /**
   * Whether these records, composed anew for that day under the policy and the rules of now, still
   * say of each unit all that the release says; they may say more. How it was made is left aside.
   */
  boolean tellsStill(Release it, Set<String> records) {
    return anew(it, records)
        .map(now -> placed(without(now, FIGURES, HOW_MADE)))
        .filter(now -> now.containsAll(placed(without(it.content(), FIGURES, HOW_MADE))))
        .isPresent();
  }

  /** A block under its headings: the same may be told of two units. */
  private record Placed(List<Content.Heading> under, Content.Block block) {}

  private static Set<Placed> placed(List<Content.Block> blocks) {
    var placed = new HashSet<Placed>();
    List<Content.Heading> under = List.of();
    for (Content.Block it : blocks) {
      if (it instanceof Content.Heading heading) {
        under =
            Stream.concat(
                    under.stream().filter(above -> above.level() < heading.level()),
                    Stream.of(heading))
                .toList();
      }
      placed.add(new Placed(under, it));
    }
    return placed;
  }

  /** Whether it tells figures over groups. */
  static boolean tellsFigures(Release it) {
    return it.content()
        .blocks()
        .contains(heading(Words.ofDocument(it.content().language()), FIGURES));
  }

  private Optional<Content> anew(Release it, Set<String> records) {
    LocalDate approved = LocalDate.ofInstant(it.approvedAt(), ZoneOffset.UTC);
    if (!Words.DOCUMENTS.contains(it.language())) {
      return Optional.empty();
    }
    return catalogue
        .provider(it.provider())
        .map(
            provider ->
                composer
                    .compose(
                        provider,
                        permission
                            .of(provider, it.terms(), it.terms().givenOn(approved))
                            .of(records),
                        Words.ofDocument(it.language()),
                        it.terms().quoted())
                    .content());
  }

  /** The blocks but those of some sections, which message keys name. */
  private static List<Content.Block> without(Content content, String... sections) {
    Words words = Words.ofDocument(content.language());
    List<Content.Heading> left =
        Arrays.stream(sections).map(section -> heading(words, section)).toList();
    var kept = new ArrayList<Content.Block>();
    boolean isWithin = false;
    for (Content.Block it : content.blocks()) {
      boolean begins = it instanceof Content.Heading heading && heading.level() <= 2;
      isWithin = begins ? left.contains(it) : isWithin;
      if (!isWithin) {
        kept.add(it);
      }
    }
    return kept;
  }

  private static Content.Heading heading(Words words, String section) {
    return new Content.Heading(2, words.say(section));
  }

  /**
   * What a release tells, in some language: as it stands in its own, composed anew in another while
   * it is proposed; none where that is not known any more.
   */
  Optional<Content> in(String language, Release it) {
    if (it.language().equals(language)) {
      return Optional.of(it.content());
    }
    if (it.state() != ReleaseState.PROPOSED) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(it.provider(), language, it.terms()).content());
    } catch (RefusedException nothingMore) {
      return Optional.empty(); // it is stale, and will be refused as that
    }
  }

  /** The sentences that officers may quote, none of which is quoted unless it is ticked. */
  List<Quotable> quotable(ProviderCode provider, String language, Terms terms) {
    Evidence evidence = evidence(provider, language, terms.quoting());
    return quotations().of(evidence, language, policies.current().quotes());
  }

  /** Refuses {@code QUOTE_NOT_THERE} and {@code QUOTES_TOO_MANY}. */
  void check(ProviderCode provider, String language, Terms terms) {
    if (terms.quoted().isEmpty()) {
      return;
    }
    if (terms.quoted().size() > policies.current().quotes().most()) {
      throw QUOTES_TOO_MANY.at("quoted").asException();
    }
    List<Quotable> quotable = quotable(provider, language, terms);
    if (!quotable.stream().map(Quotable::id).collect(toSet()).containsAll(terms.quoted())) {
      throw QUOTE_NOT_THERE.at("quoted").asException();
    }
  }

  private Quotations quotations() {
    return new Quotations(catalogue.instruments(), findings.accepted());
  }

  private Evidence evidence(ProviderCode provider, String language, Terms terms) {
    if (!Words.DOCUMENTS.contains(language)) {
      throw LANGUAGE_NOT_OFFERED.at("language").asException();
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Evidence evidence = permission.of(known(provider), terms, terms.givenOn(today));
    if (evidence.isEmpty()) {
      throw NOTHING_TO_RELEASE.at("provider").asException();
    }
    return evidence;
  }

  private Provider known(ProviderCode provider) {
    return catalogue
        .provider(provider)
        .orElseThrow(() -> CatalogueRefusal.PROVIDER_UNKNOWN.at("provider").asException());
  }
}
