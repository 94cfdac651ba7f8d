package retex.server.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Whether the one signature covers every byte of the file but itself, and holds. */
final class SignatureCheck {

  private SignatureCheck() {}

  static boolean holds(byte[] pdf, RawFile file, X509Certificate expected) {
    List<Raw> signatures = new ArrayList<>();
    for (RawFile.Definition it : file.definitions()) {
      if (it.value().at("Type").name().equals("Sig")) {
        signatures.add(it.value());
      }
    }
    if (signatures.size() != 1) {
      return false;
    }
    Raw signature = signatures.get(0);
    List<Raw> range = signature.at("ByteRange").array();
    byte[] contents = signature.at("Contents").bytes();
    if (range.size() != 4 || !signature.at("SubFilter").name().equals("ETSI.CAdES.detached")) {
      return false;
    }
    int before = (int) range.get(1).number();
    int after = (int) range.get(2).number();
    int rest = (int) range.get(3).number();
    // what is left out is "<", the signature in hexadecimal, ">"
    if (range.get(0).number() != 0
        || after + rest != pdf.length
        || after - before != 2 * contents.length + 2
        || pdf[before] != '<'
        || pdf[after - 1] != '>') {
      return false;
    }
    var covered = new ByteArrayOutputStream(pdf.length);
    covered.write(pdf, 0, before);
    covered.write(pdf, after, rest);
    try {
      return holds(covered.toByteArray(), contents, expected);
    } catch (IOException | CMSException | CertificateException | OperatorCreationException e) {
      return false;
    }
  }

  private static boolean holds(byte[] covered, byte[] contents, X509Certificate expected)
      throws IOException, CMSException, CertificateException, OperatorCreationException {
    byte[] encoded;
    try (var in = new ASN1InputStream(contents)) { // zeros follow: one object is read first
      encoded = in.readObject().getEncoded("DER");
    }
    for (int i = encoded.length; i < contents.length; i++) {
      if (contents[i] != 0) {
        return false;
      }
    }
    var signed = new CMSSignedData(new CMSProcessableByteArray(covered), encoded);
    if (signed.getSignerInfos().size() != 1) {
      return false;
    }
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    var attributes = signer.getSignedAttributes();
    var named = attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (attributes.get(CMSAttributes.signingTime) != null
        || signer.getUnsignedAttributes() != null
        || named == null) {
      return false;
    }
    byte[] hash =
        SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0))
            .getCerts()[0]
            .getCertHash();
    boolean names = Arrays.equals(hash, sha256(expected.getEncoded()));
    boolean carries = false;
    for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
      carries |= new JcaX509CertificateConverter().getCertificate(holder).equals(expected);
    }
    return names
        && carries
        && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(expected));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
