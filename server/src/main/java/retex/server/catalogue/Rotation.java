package retex.server.catalogue;

import java.time.LocalDate;
import retex.contract.RotationCode;
import retex.contract.UnitCode;

/** One rotation of a unit, from its first to its last day, both included. */
public record Rotation(UnitCode unit, RotationCode code, LocalDate from, LocalDate to) {}
