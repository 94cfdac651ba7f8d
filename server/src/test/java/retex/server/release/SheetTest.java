package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import retex.instrument.Instruments;
import retex.server.web.Words;

class SheetTest {

  private final Sheet page = new Sheet(Words.in("en"), Instruments.shipped());

  @Property
  void a_change_is_the_difference_of_the_two_figures_that_the_reader_sees(
      @ForAll @DoubleRange(min = 1, max = 4) double before,
      @ForAll @DoubleRange(min = 1, max = 4) double after) {
    double seen = Double.parseDouble(page.figure(after)) - Double.parseDouble(page.figure(before));

    assertThat(page.figure(Math.abs(Sheet.printed(after) - Sheet.printed(before))))
        .isEqualTo(page.figure(Math.abs(seen)));
  }
}
