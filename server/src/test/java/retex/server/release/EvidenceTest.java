package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import retex.instrument.Area;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.server.policy.engine.Detail;

class EvidenceTest {

  private static final Instrument FORM =
      Instruments.shipped().find(InstrumentRef.parse("infantry-battalion@2")).orElseThrow();

  @Test
  void a_rating_of_each_item_of_an_area_is_never_told_for_it_tells_how_many_there_are() {
    Area area =
        FORM.areas().stream()
            .filter(it -> it.repeat().isEmpty())
            .filter(it -> it.criteria().get(0).releasable() == Releasable.YES)
            .findFirst()
            .orElseThrow();
    Area repeated =
        new Area(
            area.code(),
            area.weight(),
            area.title(),
            Optional.of(new Area.Repeat(1, 9, area.title())),
            area.criteria());
    Instrument form =
        new Instrument(
            FORM.ref(),
            FORM.appliesTo(),
            FORM.languages(),
            FORM.title(),
            FORM.scale(),
            java.util.List.of(repeated),
            FORM.narrative());

    assertThat(Evidence.detail(FORM, area.criteria().get(0))).isEqualTo(Detail.RATING_YES);
    assertThat(Evidence.detail(form, area.criteria().get(0))).isEqualTo(Detail.RATING_NEVER);
    assertThat(Evidence.detail(form, repeated.item(2).get(0))).isEqualTo(Detail.RATING_NEVER);
  }
}
