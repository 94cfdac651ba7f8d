package retex.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTypeTest {

  @ParameterizedTest
  @CsvSource({
    "formed-police-unit, true",
    "police, true",
    "individual-police-officers, true",
    "military-police, false",
    "military-police-company, false",
    "infantry-battalion, false"
  })
  void military_police_are_no_police(String code, boolean isPolice) {
    assertThat(new UnitType(code).isPolice()).isEqualTo(isPolice);
  }
}
