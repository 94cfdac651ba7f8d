package retex.exchange;

import retex.contract.ContractRefusal;
import retex.proto.sync.v1.SyncRefusal;
import retex.refusal.RefusalCode;
import retex.wire.WireRefusal;

/** Our refusals as the codes of the contract. */
final class SyncCodes {

  private SyncCodes() {}

  static SyncRefusal of(RefusalCode code) {
    if (code instanceof ContractRefusal refusal) {
      return ofContract(refusal);
    }
    if (code instanceof ExchangeRefusal refusal) {
      return switch (refusal) {
        case FORK -> SyncRefusal.SYNC_REFUSAL_FORK;
        case HEAD_MISSING -> SyncRefusal.SYNC_REFUSAL_HEAD_MISMATCH;
        case DEVICE_UNKNOWN -> SyncRefusal.SYNC_REFUSAL_DEVICE_UNKNOWN;
      };
    }
    if (code instanceof WireRefusal refusal) {
      return switch (refusal) {
        case FRAME_DAMAGED, FRAME_TOO_LARGE -> SyncRefusal.SYNC_REFUSAL_FRAME;
        case FRAME_MALFORMED -> SyncRefusal.SYNC_REFUSAL_MALFORMED;
      };
    }
    return SyncRefusal.SYNC_REFUSAL_MALFORMED;
  }

  /** The code of a fault of content. */
  static SyncRefusal of(ContentFault fault) {
    return switch (fault) {
      case UNKNOWN_INSTRUMENT -> SyncRefusal.SYNC_REFUSAL_UNKNOWN_INSTRUMENT;
      case UNKNOWN_UNIT -> SyncRefusal.SYNC_REFUSAL_UNKNOWN_UNIT;
      case UNKNOWN_PARENT -> SyncRefusal.SYNC_REFUSAL_UNKNOWN_PARENT;
      case INVALID_ANSWER -> SyncRefusal.SYNC_REFUSAL_INVALID_ANSWER;
      case SIGN_OFF_WRONG -> SyncRefusal.SYNC_REFUSAL_SIGN_OFF_WRONG;
      case SIGN_OFF_UNCERTIFIED -> SyncRefusal.SYNC_REFUSAL_SIGN_OFF_UNCERTIFIED;
      case SIGN_OFF_EXPIRED -> SyncRefusal.SYNC_REFUSAL_SIGN_OFF_EXPIRED;
      case SIGN_OFF_WITHOUT_CHIEF -> SyncRefusal.SYNC_REFUSAL_SIGN_OFF_WITHOUT_CHIEF;
      case SIGN_OFF_WRONG_OFFICE -> SyncRefusal.SYNC_REFUSAL_SIGN_OFF_WRONG_OFFICE;
      case REPEATED -> SyncRefusal.SYNC_REFUSAL_REPEATED;
      case FOLLOWS_REPEATED -> SyncRefusal.SYNC_REFUSAL_FOLLOWS_REPEATED;
    };
  }

  private static SyncRefusal ofContract(ContractRefusal refusal) {
    return switch (refusal) {
      case SIGNATURE_WRONG -> SyncRefusal.SYNC_REFUSAL_BAD_SIGNATURE;
      case HEAD_MISMATCH -> SyncRefusal.SYNC_REFUSAL_HEAD_MISMATCH;
      case CHAIN_BROKEN, NUMBER_WRONG -> SyncRefusal.SYNC_REFUSAL_BROKEN_CHAIN;
      case LOG_WRONG -> SyncRefusal.SYNC_REFUSAL_WRONG_DEVICE;
      default -> SyncRefusal.SYNC_REFUSAL_MALFORMED;
    };
  }
}
