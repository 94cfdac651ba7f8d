package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.EnrolResponse;
import retex.proto.enrolment.v1.Enrolled;
import retex.proto.enrolment.v1.EnrolmentRefused;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc.EnrolmentServiceImplBase;
import retex.proto.enrolment.v1.RenewRequest;
import retex.proto.enrolment.v1.RenewResponse;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.server.device.CertificateAuthority;
import retex.server.device.DeviceRefusal;
import retex.server.device.Enrolment;
import retex.server.escrow.EscrowKey;
import retex.server.key.ServerKeys;

/** The gRPC edge of enrolment. */
@Singleton
final class EnrolmentEndpoint extends EnrolmentServiceImplBase {

  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentEndpoint.class);

  private final Enrolment enrolment;
  private final CertificateAuthority authority;
  private final EscrowKey escrow;
  private final ServerKeys keys;

  EnrolmentEndpoint(
      Enrolment enrolment, CertificateAuthority authority, EscrowKey escrow, ServerKeys keys) {
    this.keys = keys;
    this.enrolment = enrolment;
    this.authority = authority;
    this.escrow = escrow;
  }

  @Override
  public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> laptop) {
    laptop.onNext(answer(request));
    laptop.onCompleted();
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewResponse> laptop) {
    var response = RenewResponse.newBuilder();
    try {
      FieldRules.check(request);
      DeviceId device =
          Peers.deviceIfAny()
              .orElseThrow(() -> DeviceRefusal.DEVICE_UNKNOWN.at("certificate").asException());
      response.setRenewed(
          enrolled(
              enrolment.renew(
                  device,
                  request.getCertificateRequest().toByteArray(),
                  request.getLogSignature().toByteArray())));
    } catch (RefusedException refused) {
      LOG.info("renewal.refused code={}", refused.refusal().code().name());
      response.setRefused(code(refused.refusal()));
    }
    laptop.onNext(response.build());
    laptop.onCompleted();
  }

  private EnrolResponse answer(EnrolRequest request) {
    try {
      FieldRules.check(request);
      var certificate =
          enrolment.enrol(
              request.getSecret().toByteArray(),
              request.getLogKey().toByteArray(),
              request.getCertificateRequest().toByteArray(),
              request.getLogSignature().toByteArray(),
              request.getDeviceName());
      return EnrolResponse.newBuilder().setEnrolled(enrolled(certificate)).build();
    } catch (RefusedException refused) {
      LOG.info("enrolment.refused code={}", refused.refusal().code().name());
      return EnrolResponse.newBuilder().setRefused(code(refused.refusal())).build();
    }
  }

  private Enrolled enrolled(X509Certificate certificate) {
    X509Certificate shown = Peers.authority().orElseGet(authority::certificate);
    try {
      return Enrolled.newBuilder()
          .setCertificate(ByteString.copyFrom(certificate.getEncoded()))
          .setAuthority(ByteString.copyFrom(shown.getEncoded()))
          .setEscrowKey(ByteString.copyFrom(escrow.publicKey().orElse(new byte[0])))
          .setBundleKey(ByteString.copyFrom(keys.bundles().publicKey()))
          .build();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EnrolmentRefused code(Refusal refusal) {
    if (!(refusal.code() instanceof DeviceRefusal code)) {
      return EnrolmentRefused.ENROLMENT_REFUSED_REQUEST;
    }
    return switch (code) {
      case TOKEN_INVALID -> EnrolmentRefused.ENROLMENT_REFUSED_TOKEN;
      case REQUEST_SIGNATURE_WRONG -> EnrolmentRefused.ENROLMENT_REFUSED_SIGNATURE;
      case DEVICE_REVOKED -> EnrolmentRefused.ENROLMENT_REFUSED_REVOKED;
      case REQUEST_MALFORMED,
          DEVICE_UNKNOWN,
          MISSION_UNKNOWN,
          ROLE_UNKNOWN,
          REVOCATION_REASON_MISSING,
          ORDER_UNKNOWN ->
          EnrolmentRefused.ENROLMENT_REFUSED_REQUEST;
    };
  }
}
