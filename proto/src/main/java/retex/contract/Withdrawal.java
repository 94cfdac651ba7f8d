package retex.contract;

import java.util.List;
import java.util.function.Function;

/** The record was submitted by mistake; the reason is required by the contract's field rule. */
public record Withdrawal(String reason) implements Payload {

  @Override
  public RecordKind kind() {
    return RecordKind.WITHDRAWAL;
  }

  @Override
  public String reference() {
    return "";
  }

  @Override
  public List<Attachment> attachments() {
    return List.of();
  }

  @Override
  public <T> T fold(
      Function<Evaluation, T> ifEvaluation,
      Function<TrainerNote, T> ifNote,
      Function<Withdrawal, T> ifWithdrawal) {
    return ifWithdrawal.apply(this);
  }

  /** Without content, which must not reach a log. */
  @Override
  public String toString() {
    return "Withdrawal[]";
  }
}
