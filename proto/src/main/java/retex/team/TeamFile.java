package retex.team;

import static retex.team.TeamRefusal.TEAM_FILE_ALTERED;
import static retex.team.TeamRefusal.TEAM_FILE_FOR_OTHERS;
import static retex.team.TeamRefusal.TEAM_FILE_TRUNCATED;
import static retex.team.TeamRefusal.TEAM_FILE_UNKNOWN;
import static retex.team.TeamRefusal.TEAM_PLAN_MISSING;
import static retex.team.TeamRefusal.TEAM_SENDER_FOREIGN;
import static retex.team.TeamRefusal.TEAM_SENDER_UNKNOWN;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.contract.Seal;
import retex.proto.team.v1.Envelope;
import retex.proto.team.v1.Recipient;
import retex.refusal.RefusedException;

/**
 * What travels between the laptops of a team: everything one of them knows of a shared evaluation,
 * sealed to all members, signed by the sender. Layout: a mark, {@code "RTXTEAM2"} where a
 * contribution has acts, which older programs cannot read, else {@code "RTXTEAM1"}; the length of
 * the body (4 bytes, big endian), the body, and a signature (64 bytes) over {@code
 * "retex.team.file.v1"} and all before it. No content is readable without a member's private key.
 */
public final class TeamFile {

  /** Most bytes of a file that is read. */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  /** Most bytes of photographs and documents that one file carries. */
  public static final int MOST_OF_FILES = 12_000_000;

  private static final String DOMAIN = "retex.team.file.v1";
  private static final String PURPOSE = "retex.team.v1";
  private static final byte[] MARK = "RTXTEAM1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MARK_WITH_ACTS = "RTXTEAM2".getBytes(StandardCharsets.US_ASCII);
  private static final int FRONT = MARK.length + 4;
  private static final int SIGNATURE = 64;
  private static final int KEY_BYTES = 32;

  private TeamFile() {}

  /**
   * What a team file brought: what its laptop knows, and photographs and documents by the hash of
   * their bytes, for the receiver to look at.
   */
  public record Came(TeamState state, Map<FileHash, ByteString> files) {

    public Came {
      files = Map.copyOf(files);
    }
  }

  /** The same without photographs. */
  public static byte[] seal(TeamKey key, TeamState state, SecureRandom random) {
    return seal(key, state, List.of(), random);
  }

  /**
   * Seals a state, and photographs and documents that it names, to everybody of its plan; without a
   * plan there is nobody.
   */
  public static byte[] seal(
      TeamKey key, TeamState state, List<ByteString> files, SecureRandom random) {
    Plan plan = state.plan().orElseThrow(() -> TEAM_PLAN_MISSING.at("").asException());
    byte[] contentKey = new byte[KEY_BYTES];
    random.nextBytes(contentKey);
    var envelope = Envelope.newBuilder().setSender(ByteString.copyFrom(key.signKey()));
    for (Card member : plan.members()) {
      byte[] device = member.device().bytes();
      envelope.addRecipients(
          Recipient.newBuilder()
              .setDevice(ByteString.copyFrom(device))
              .setKey(ByteString.copyFrom(Seal.to(member.sealKey(), PURPOSE, device, contentKey))));
    }
    envelope.setSealed(
        ByteString.copyFrom(
            gcm(Cipher.ENCRYPT_MODE, contentKey, state.bytesWith(files)).orElseThrow()));
    byte[] body = FieldRules.check(envelope.build()).toByteArray();
    ByteBuffer file = ByteBuffer.allocate(FRONT + body.length + SIGNATURE);
    file.put(mark(state)).putInt(body.length).put(body);
    file.put(key.sign(DOMAIN, Arrays.copyOf(file.array(), FRONT + body.length)));
    return file.array();
  }

  private static byte[] mark(TeamState state) {
    boolean hasActs = state.contributions().stream().anyMatch(it -> !it.acts().isEmpty());
    return hasActs ? MARK_WITH_ACTS : MARK;
  }

  /**
   * Opens a file for this laptop. {@code held}: what this laptop knows of a share already, {@code
   * known}: whether a device's card was taken and compared here. Each reason to refuse has its own
   * code; nothing of a refused file is used.
   */
  public static Came open(
      byte[] file,
      TeamKey key,
      Function<ShareId, Optional<TeamState>> held,
      Predicate<DeviceId> known) {
    Envelope envelope = genuine(file);
    DeviceId sender = DeviceId.ofPublicKey(envelope.getSender().toByteArray());
    byte[] content = content(envelope, key);
    TeamState came = TeamState.read(content);
    Optional<TeamState> before = held.apply(came.share());
    checkTeam(sender, came, before, key.device(), known);
    Map<FileHash, ByteString> files = new HashMap<>();
    TeamState.filesOf(content).forEach(it -> files.put(FileHash.ofContent(it.toByteArray()), it));
    return new Came(came, files);
  }

  /** Under whose hand a file is, whoever it is for; refuses one that is not as it was signed. */
  public static DeviceId sender(byte[] file) {
    return DeviceId.ofPublicKey(genuine(file).getSender().toByteArray());
  }

  private static Envelope genuine(byte[] file) {
    Envelope envelope = body(file);
    byte[] signed = Arrays.copyOf(file, file.length - SIGNATURE);
    byte[] signature = Arrays.copyOfRange(file, file.length - SIGNATURE, file.length);
    if (!TeamKey.verifies(envelope.getSender().toByteArray(), DOMAIN, signed, signature)) {
      throw TEAM_FILE_ALTERED.at("").asException();
    }
    return envelope;
  }

  /**
   * A team that is new here comes from its chief, known here; else members vouch for each other.
   */
  private static void checkTeam(
      DeviceId sender,
      TeamState came,
      Optional<TeamState> before,
      DeviceId self,
      Predicate<DeviceId> known) {
    boolean isNew = before.isEmpty();
    Plan plan =
        before
            .map(it -> it.join(came))
            .orElse(came)
            .plan()
            .orElseThrow(() -> TEAM_PLAN_MISSING.at("").asException());
    boolean isMember = plan.member(sender).isPresent();
    if ((isNew || !isMember) && !known.test(sender)) {
      throw TEAM_SENDER_UNKNOWN.at("").asException();
    }
    if (isNew && !sender.equals(came.share().chief())) {
      throw TEAM_PLAN_MISSING.at("").asException();
    }
    boolean allMembers =
        isMember
            && plan.member(self).isPresent()
            && came.contributions().stream().allMatch(it -> plan.member(it.device()).isPresent());
    if (!allMembers) {
      throw TEAM_SENDER_FOREIGN.at("").asException();
    }
  }

  private static Envelope body(byte[] file) {
    if (file.length < MARK.length || file.length > MOST_BYTES) {
      throw TEAM_FILE_UNKNOWN.at("").asException();
    }
    byte[] mark = Arrays.copyOf(file, MARK.length);
    if (!Arrays.equals(mark, MARK) && !Arrays.equals(mark, MARK_WITH_ACTS)) {
      throw TEAM_FILE_UNKNOWN.at("").asException();
    }
    if (file.length < FRONT) {
      throw TEAM_FILE_TRUNCATED.at("").asException();
    }
    int length = ByteBuffer.wrap(file).getInt(MARK.length);
    if (length < 0 || length > MOST_BYTES) {
      throw TEAM_FILE_ALTERED.at("").asException();
    }
    int whole = FRONT + length + SIGNATURE;
    if (file.length != whole) {
      throw (file.length < whole ? TEAM_FILE_TRUNCATED : TEAM_FILE_ALTERED).at("").asException();
    }
    try {
      return FieldRules.check(Envelope.parseFrom(ByteBuffer.wrap(file, FRONT, length)));
    } catch (InvalidProtocolBufferException | RefusedException e) {
      throw TEAM_FILE_ALTERED.at("").asException();
    }
  }

  private static byte[] content(Envelope envelope, TeamKey key) {
    ByteString self = ByteString.copyFrom(key.device().bytes());
    for (Recipient recipient : envelope.getRecipientsList()) {
      if (recipient.getDevice().equals(self)) {
        byte[] contentKey =
            Seal.open(
                key.opening(), PURPOSE, key.device().bytes(), recipient.getKey().toByteArray());
        return gcm(Cipher.DECRYPT_MODE, contentKey, envelope.getSealed().toByteArray())
            .orElseThrow(() -> TEAM_FILE_ALTERED.at("").asException());
      }
    }
    throw TEAM_FILE_FOR_OTHERS.at("").asException();
  }

  private static Optional<byte[]> gcm(int mode, byte[] key, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      // a nonce may be constant where a key seals one message alone: NIST SP 800-38D, section 8
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
      return Optional.of(cipher.doFinal(input));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
