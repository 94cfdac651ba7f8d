package retex.contract;

import static retex.contract.ContractRefusal.NOT_CANONICAL;

import retex.instrument.UnitType;

/** In what office a person signs evaluations. */
public enum PersonRole {
  CHIEF_EVALUATOR,
  FORCE_COMMANDER,
  POLICE_COMMISSIONER;

  /** Whether this office signs evaluations of such units: each commander those of their own. */
  public boolean signs(UnitType type) {
    return switch (this) {
      case CHIEF_EVALUATOR -> true;
      case FORCE_COMMANDER -> !type.isPolice();
      case POLICE_COMMISSIONER -> type.isPolice();
    };
  }

  retex.proto.record.v1.PersonRole message() {
    return switch (this) {
      case CHIEF_EVALUATOR -> retex.proto.record.v1.PersonRole.PERSON_ROLE_CHIEF_EVALUATOR;
      case FORCE_COMMANDER -> retex.proto.record.v1.PersonRole.PERSON_ROLE_FORCE_COMMANDER;
      case POLICE_COMMISSIONER -> retex.proto.record.v1.PersonRole.PERSON_ROLE_POLICE_COMMISSIONER;
    };
  }

  static PersonRole read(retex.proto.record.v1.PersonRole role) {
    return switch (role) {
      case PERSON_ROLE_CHIEF_EVALUATOR -> CHIEF_EVALUATOR;
      case PERSON_ROLE_FORCE_COMMANDER -> FORCE_COMMANDER;
      case PERSON_ROLE_POLICE_COMMISSIONER -> POLICE_COMMISSIONER;
      case PERSON_ROLE_UNSPECIFIED, UNRECOGNIZED -> throw NOT_CANONICAL.at("role").asException();
    };
  }
}
