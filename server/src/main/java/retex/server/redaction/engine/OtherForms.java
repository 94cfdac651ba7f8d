package retex.server.redaction.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other ways to write a name: nicknames, abbreviations, and spellings that sound the same. */
final class OtherForms {

  static final OtherForms LOADED = new OtherForms();

  // one sound, several spellings, in transliterated Arabic, African and Slavic names; longest first
  private static final String[] SOUNDS =
      ("tch ch sch sh ch sh kh h gh g dj j dz z dh d th t ph f ck k qu k ou u oo u ee i ie i ei i"
              + " ey i ay i ai i aa a ii i uu u q k c k y i w u v u x ks z s e i o u")
          .split(" ");

  private static final String[] NO_SOUNDS = {};
  private static final String[][] SOUNDS_BY_FIRST = new String['z' + 1][];

  static {
    for (char first = 'a'; first <= 'z'; first++) {
      var own = new ArrayList<String>();
      for (int i = 0; i < SOUNDS.length; i += 2) {
        if (SOUNDS[i].charAt(0) == first) {
          own.addAll(List.of(SOUNDS[i], SOUNDS[i + 1]));
        }
      }
      SOUNDS_BY_FIRST[first] = own.toArray(String[]::new);
    }
  }

  private final Map<String, Set<String>> nicknames = new HashMap<>();
  private final Map<String, String> abbreviations = new HashMap<>();

  private OtherForms() {
    for (String line : lines("/redaction/nicknames.txt")) {
      List<String> group = Arrays.asList(NormalText.fold(line).split("\\s+"));
      for (String name : group) {
        nicknames.computeIfAbsent(name, any -> new LinkedHashSet<>()).addAll(group);
      }
    }
    for (String line : lines("/redaction/abbreviations.txt")) {
      String[] pair = NormalText.fold(line).split("\\s+");
      abbreviations.put(pair[0], pair[1]);
    }
  }

  /** Every other form of a first name, in lower case without accents. */
  Set<String> nicknames(String folded) {
    return nicknames.getOrDefault(folded, Set.of());
  }

  /** The abbreviation of a word, or the word. */
  String abbreviation(String folded) {
    return abbreviations.getOrDefault(folded, folded);
  }

  /** A word as it sounds: {@code mahmoud} and {@code mahmud}, {@code khaled} and {@code halid}. */
  static String sound(String folded) {
    var out = new StringBuilder(folded.length());
    int at = 0;
    while (at < folded.length()) {
      char first = folded.charAt(at);
      int length = 1;
      String sound = null;
      String[] sounds = first >= 'a' && first <= 'z' ? SOUNDS_BY_FIRST[first] : NO_SOUNDS;
      for (int i = 0; i < sounds.length && sound == null; i += 2) {
        if (folded.startsWith(sounds[i], at)) {
          sound = sounds[i + 1];
          length = sounds[i].length();
        }
      }
      char heard = sound == null ? first : sound.charAt(0);
      if (out.length() == 0 || out.charAt(out.length() - 1) != heard) {
        if (sound == null) {
          out.append(first);
        } else {
          out.append(sound);
        }
      }
      at += length;
    }
    while (out.length() > 3 && "hi".indexOf(out.charAt(out.length() - 1)) >= 0) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  private static List<String> lines(String name) {
    try (var in = OtherForms.class.getResourceAsStream(name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
