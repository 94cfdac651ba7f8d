package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.List;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LogEnd;

/** A fault planted in the protocol, to see that the simulation finds it. */
enum Mutation {
  NONE,
  HEADQUARTERS_ACKNOWLEDGES_BEFORE_IT_WRITES,
  HEADQUARTERS_COMPARES_NOTHING,
  HEADQUARTERS_TAKES_WHAT_NO_HEAD_VOUCHES_FOR,
  HEADQUARTERS_NEVER_SAYS_RESUME,
  HEADQUARTERS_RESUMES_WITHOUT_NAMING_ITS_ENTRY,
  ACKNOWLEDGEMENT_IS_ONE_TOO_HIGH,
  BATCHES_DO_NOT_SAY_THEIR_TURN,
  LAPTOP_TAKES_NOTHING_BACK,
  FORKED_LAPTOP_APPENDS_NOTHING_AGAIN,
  FRAMES_ARE_ALTERED,
  HEADQUARTERS_STORES_WHAT_COPIES_REPEAT,
  HEADQUARTERS_TAKES_WHAT_FOLLOWS_A_REPEAT,
  EARLIER_LOGS_ARE_COMPARED_BY_NUMBER_ALONE,
  HEADQUARTERS_TAKES_A_FAILED_WRITE_FOR_DONE,
  LAPTOP_REPEATS_A_HELLO_THAT_AN_OLD_SERVER_REFUSED,
  SCOPE_IS_NOT_ASKED,
  LAPTOP_KEEPS_WHAT_IT_MAY_NO_LONGER_HOLD,
  LAPTOP_KEEPS_THE_CURSOR_BEFORE_THE_PIECES,
  LETTERS_ARE_COMPARED_BY_NUMBER_ALONE,
  LAPTOP_HOLDS_LETTERS_ABOUT_WHAT_IT_HAD_LOST,
  LAPTOP_KEEPS_WHAT_HEADQUARTERS_FORGOT,
  HEADQUARTERS_HEARS_NO_BATCH_WHILE_IT_ASKS_FOR_HEADS,
  HEADQUARTERS_BELIEVES_THE_END_THAT_A_CONVERSATION_REMEMBERS,
  LAPTOP_BEGINS_A_LOG_ANEW_THAT_ANOTHER_CONVERSATION_HAS_BEGUN,
  HEADQUARTERS_SAYS_ALL_THAT_WAITS_BEFORE_IT_HEARS,
  LAPTOP_TAKES_WHAT_IT_EXPORTED_FOR_ACKNOWLEDGED,
  LAPTOP_NEVER_EXPORTS_TWICE,
  LAPTOP_TAKES_AN_ANSWER_AGAIN,
  HEADQUARTERS_COUNTS_ITS_ANSWERS_ALONE,
  HEADQUARTERS_KEEPS_NO_PART_THAT_COMES_EARLY,
  COURIER_DROPS_WHAT_IS_NOT_ANSWERED,
  COURIER_GOES_ON_AT_ANOTHER_BYTE,
  HEADQUARTERS_WRITES_A_PIECE_TWICE,
  HEADQUARTERS_NOTES_A_BUNDLE_BEFORE_IT_LANDS,
  HEADQUARTERS_KEEPS_WHAT_IT_REFUSED_OF_A_COURIER,
  HEADQUARTERS_ANSWERS_ANOTHER_LAPTOP,
  HEADQUARTERS_KEEPS_A_PHOTOGRAPH_THAT_IS_NOT_ON_DISK,
  HEADQUARTERS_KEEPS_A_PHOTOGRAPH_WHOSE_NAME_IS_NOT_ON_DISK,
  HEADQUARTERS_FORGETS_A_PHOTOGRAPH_THAT_IT_HAS_NOT_NOTED,
  HEADQUARTERS_NOTES_A_PHOTOGRAPH_BEFORE_IT_IS_IN_ITS_PLACE,
  HEADQUARTERS_BELIEVES_A_PHOTOGRAPH_WITHOUT_ITS_HASH,
  HEADQUARTERS_NEVER_SAYS_THAT_A_PHOTOGRAPH_ARRIVES,
  HEADQUARTERS_ASKS_FOR_PHOTOGRAPHS_FROM_THEIR_BEGINNING,
  HEADQUARTERS_ASKS_FOR_FEWER_PHOTOGRAPHS_THAN_IT_SAYS,
  LAPTOP_TAKES_A_PHOTOGRAPH_THAT_IT_SENT_FOR_KEPT,
  LAPTOP_NEVER_SENDS_ANEW_WHAT_ARRIVED_WRONG,
  HEADQUARTERS_KEEPS_A_FILE_OF_A_TEAM_THAT_IS_NOT_ON_DISK,
  HEADQUARTERS_BELIEVES_A_FILE_OF_A_TEAM_WITHOUT_ITS_HASH,
  HEADQUARTERS_PASSES_FILES_ON_BETWEEN_MISSIONS,
  LAPTOP_KNOWS_NO_FILE_OF_A_TEAM_BY_ITS_HASH,
  LAPTOP_SAYS_THAT_IT_HAS_A_FILE_OF_WHICH_A_BEGINNING_IS_HERE,
  LAPTOP_NEVER_ASKS_WHAT_HEADQUARTERS_HAS_LOST;

  /** From which seed on it is looked for: a little before the first that finds it. */
  long from() {
    return switch (this) {
      case LETTERS_ARE_COMPARED_BY_NUMBER_ALONE -> 1_800;
      case LAPTOP_TAKES_WHAT_IT_EXPORTED_FOR_ACKNOWLEDGED -> 990;
      case HEADQUARTERS_COUNTS_ITS_ANSWERS_ALONE -> 870;
      case HEADQUARTERS_STORES_WHAT_COPIES_REPEAT, HEADQUARTERS_TAKES_WHAT_FOLLOWS_A_REPEAT -> 480;
      case LAPTOP_BEGINS_A_LOG_ANEW_THAT_ANOTHER_CONVERSATION_HAS_BEGUN -> 360;
      case LAPTOP_NEVER_SENDS_ANEW_WHAT_ARRIVED_WRONG -> 240;
      case HEADQUARTERS_NOTES_A_PHOTOGRAPH_BEFORE_IT_IS_IN_ITS_PLACE -> 190;
      case LAPTOP_NEVER_ASKS_WHAT_HEADQUARTERS_HAS_LOST -> 170;
      case HEADQUARTERS_FORGETS_A_PHOTOGRAPH_THAT_IT_HAS_NOT_NOTED -> 150;
      case HEADQUARTERS_KEEPS_A_FILE_OF_A_TEAM_THAT_IS_NOT_ON_DISK -> 80;
      default -> 0;
    };
  }

  /** What becomes of a message up. */
  ExchangeRequest up(ExchangeRequest message, List<Letter> letters) {
    int held = (int) message.getHello().getLettersHeld();
    if (this == LETTERS_ARE_COMPARED_BY_NUMBER_ALONE && held > 0 && held <= letters.size()) {
      ByteString check = ByteString.copyFrom(Pieces.digest(letters.get(held - 1).toByteArray()));
      return message.toBuilder()
          .setHello(message.getHello().toBuilder().setLettersCheck(check))
          .build();
    }
    if (message.hasBatch() && this == BATCHES_DO_NOT_SAY_THEIR_TURN) {
      return message.toBuilder().setBatch(message.getBatch().toBuilder().setTurn(1)).build();
    }
    if (message.hasBatch() && this == FRAMES_ARE_ALTERED) {
      byte[] frame = message.getBatch().getFrame().toByteArray();
      frame[frame.length - 1] ^= 1;
      return message.toBuilder()
          .setBatch(message.getBatch().toBuilder().setFrame(ByteString.copyFrom(frame)))
          .build();
    }
    return message;
  }

  /** What becomes of a message down; an empty message is lost. */
  ExchangeResponse down(ExchangeResponse message, ByteString laptopsOwn) {
    if (message.hasResume() && this == HEADQUARTERS_NEVER_SAYS_RESUME) {
      return ExchangeResponse.getDefaultInstance();
    }
    if (message.hasResume() && this == HEADQUARTERS_RESUMES_WITHOUT_NAMING_ITS_ENTRY) {
      return message.toBuilder()
          .setResume(message.getResume().toBuilder().setPrevious(laptopsOwn))
          .build();
    }
    if (message.hasAcknowledged() && this == ACKNOWLEDGEMENT_IS_ONE_TOO_HIGH) {
      long upTo = message.getAcknowledged().getUpTo() + 1;
      return message.toBuilder()
          .setAcknowledged(message.getAcknowledged().toBuilder().setUpTo(upTo))
          .build();
    }
    if (message.hasCurrent() && this == EARLIER_LOGS_ARE_COMPARED_BY_NUMBER_ALONE) {
      var current = message.toBuilder().getCurrentBuilder();
      current.getLogsBuilderList().forEach(LogEnd.Builder::clearRevision);
      return ExchangeResponse.newBuilder().setCurrent(current).build();
    }
    return message;
  }
}
