package retex.server.document;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A finished file read back by two readers that know nothing of each other, and compared with what
 * was approved. What cannot be read or understood to its last byte is a fault like any other.
 * {@code pageOf} says on which page each place of the content begins.
 */
public record Proof(List<Fault> faults, Map<String, Integer> pageOf) {

  public Proof {
    faults = List.copyOf(faults);
    pageOf = Map.copyOf(pageOf);
  }

  /** Letters of a content that none of the shipped fonts shows: to be asked before it is set. */
  public static List<Fault> lettersNotShown(Content content) {
    return content.pieces().stream()
        .filter(piece -> !piece.text().codePoints().allMatch(Faces::shows))
        .map(piece -> new Fault(Fault.Kind.LETTER_NOT_SHOWN, 0, piece.place()))
        .toList();
  }

  /** Of a signed file; without faults if it is sound. */
  public static Proof of(byte[] pdf, Content content, Edition edition, X509Certificate signer) {
    var faults = new ArrayList<Fault>();
    Map<String, Integer> pageOf = Map.of();
    try {
      RawFile file = RawFile.of(pdf);
      if (!Revisions.areSound(file)) {
        faults.add(new Fault(Fault.Kind.REVISION, 0, ""));
      }
      if (!SignatureCheck.holds(pdf, file, signer)) {
        faults.add(new Fault(Fault.Kind.SIGNATURE, 0, ""));
      }
      faults.addAll(Listing.faults(file, content, edition));
      var raw = new RawText(file);
      faults.addAll(raw.faults());
      if (!raw.fontsAreHonest()) {
        faults.add(new Fault(Fault.Kind.FONT, 0, ""));
      }
      raw.pages().forEach(page -> faults.addAll(Legibility.faults(page)));
      var comparison = new Comparison(content, edition);
      faults.addAll(comparison.faults(raw, ReadBack.of(pdf)));
      pageOf = comparison.pageOf();
    } catch (IOException | RuntimeException unreadable) {
      // whatever a reader stumbles over is a reason to hold the file back
      faults.add(new Fault(Fault.Kind.UNREADABLE, 0, ""));
    }
    return new Proof(faults, pageOf);
  }
}
