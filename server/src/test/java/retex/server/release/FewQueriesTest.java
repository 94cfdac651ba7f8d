package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import retex.server.catalogue.Catalogue;
import retex.server.policy.engine.Detail;

/** Questions about many records are asked of the store as often as about one. */
class FewQueriesTest {

  private static final Logger QUERIES = (Logger) LoggerFactory.getLogger("io.micronaut.data.query");

  @TempDir Path folder;
  private SomeWorld world;
  private final ListAppender<ILoggingEvent> asked = new ListAppender<>();

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    asked.start();
    QUERIES.addAppender(asked);
    QUERIES.setLevel(Level.DEBUG);
  }

  @AfterEach
  void close() {
    QUERIES.setLevel(null);
    QUERIES.detachAppender(asked);
    world.close();
  }

  @Test
  void whether_a_file_may_be_served_costs_the_same_for_six_records_as_for_one() {
    world.evaluated("U-A1", 2);
    Release one = world.released();
    SomeWorld.UNITS.subList(1, 6).forEach(unit -> world.evaluated(unit, 2));
    Release six = world.released();

    int forOne = queries(() -> world.releases().served(List.of(one)));
    int forSix = queries(() -> world.releases().served(List.of(six)));

    assertThat(six.records()).hasSize(6);
    assertThat(forOne).isPositive();
    assertThat(forSix).isEqualTo(forOne);
  }

  @Test
  void whether_ratings_may_be_told_by_unit_asks_nothing_of_the_store_for_each() {
    SomeWorld.UNITS.forEach(unit -> world.evaluated(unit, 2));
    var catalogue = world.bean(Catalogue.class);
    List<Evidence.Evaluated> all =
        world
            .bean(Permission.class)
            .of(
                catalogue.provider(SomeWorld.NOR).orElseThrow(),
                Terms.NONE,
                LocalDate.parse("2026-11-02"))
            .evaluations();
    var figures = new Figures(catalogue);

    int queries =
        queries(
            () ->
                assertThat(all)
                    .hasSize(6)
                    .allMatch(it -> figures.isToldByUnit(it, Detail.RATING_YES)));

    assertThat(queries).isZero();
  }

  private int queries(Runnable question) {
    asked.list.clear();
    question.run();
    return (int)
        asked.list.stream().filter(it -> it.getFormattedMessage().contains("xecuting")).count();
  }
}
