package retex.server.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Signs a finished file: PAdES baseline B (ETSI EN 319 142-1), one revision added. The day claimed
 * is the edition's. With a key whose signatures are deterministic (RSA PKCS#1) the bytes are the
 * same each time. The key may live in a hardware token: it is only asked to sign.
 */
public final class Signing {

  static final int ROOM = 12_000; // bytes; a chain of three RSA-4096 certificates takes half of it

  private Signing() {}

  /** The key, what vouches for it (its own certificate first), and who carries it out. */
  public record Signer(PrivateKey key, List<X509Certificate> chain, Provider provider) {

    public Signer {
      chain = List.copyOf(chain);
    }

    /** How the key signs, by its kind. */
    public String algorithm() {
      return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Signer[]";
    }
  }

  /** The file with its signature. */
  public static byte[] signed(byte[] pdf, Edition edition, Signer signer) {
    try (PDDocument document = Loader.loadPDF(pdf);
        var options = new SignatureOptions()) {
      var signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
      signature.setSignDate(midnight(edition));
      options.setPreferredSignatureSize(ROOM);
      document.addSignature(signature, options);
      document.setDocumentId(Finish.identifier(edition));
      var out = new ByteArrayOutputStream(pdf.length + 4 * ROOM);
      ExternalSigningSupport external = document.saveIncrementalForExternalSigning(out);
      try (InputStream content = external.getContent()) {
        external.setSignature(cms(content.readAllBytes(), signer));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("signing", e);
    }
  }

  private static GregorianCalendar midnight(Edition edition) {
    var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(edition.day().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    return calendar;
  }

  private static byte[] cms(byte[] content, Signer signer)
      throws CMSException, OperatorCreationException, GeneralSecurityException, IOException {
    var generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(new PadesAttributes(attributes(signer.chain().get(0))))
            .build(
                new JcaContentSignerBuilder(signer.algorithm())
                    .setProvider(signer.provider())
                    .build(signer.key()),
                signer.chain().get(0)));
    generator.addCertificates(new JcaCertStore(signer.chain()));
    return generator.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
  }

  /** Which certificate signs, by its hash: what makes the signature more than plain CMS. */
  private static AttributeTable attributes(X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    var attributes = new Hashtable<ASN1ObjectIdentifier, Attribute>();
    attributes.put(
        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
    return new AttributeTable(attributes);
  }

  /** PAdES forbids the signing time here: the file claims its day elsewhere. */
  private static final class PadesAttributes extends DefaultSignedAttributeTableGenerator {
    PadesAttributes(AttributeTable attributes) {
      super(attributes);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // of the library
    protected Hashtable createStandardAttributeTable(java.util.Map parameters) {
      Hashtable table = super.createStandardAttributeTable(parameters);
      table.remove(CMSAttributes.signingTime);
      return table;
    }
  }
}
