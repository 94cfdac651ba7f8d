package retex.server.redaction.engine;

/**
 * Numbers by the 64-bit hash of a word or of a sequence of words: looked up in one step however
 * many there are. Two words of one hash are taken for one another, which among a million words
 * happens once in ten million dictionaries. Built by one thread, then read by many.
 */
final class LongTable {

  /** What {@link #get} answers where there is nothing. */
  static final int NONE = -1;

  /** Hash of nothing: where a sequence begins. */
  static final long START = 0xcbf29ce484222325L; // FNV-1a offset basis

  private static final long PRIME = 0x100000001b3L; // FNV-1a prime

  private long[] keys = new long[64];
  private int[] values = new int[64];
  private long[] seen = new long[8]; // a bit a key, so that most absences touch no key
  private int size;

  /** The hash of what was hashed before, and one character more. */
  static long step(long hash, int character) {
    return (hash ^ character) * PRIME;
  }

  /** The hash of what was hashed before, and these characters. */
  static long step(long hash, CharSequence characters) {
    long all = hash;
    for (int i = 0; i < characters.length(); i++) {
      all = step(all, characters.charAt(i));
    }
    return all;
  }

  static long hash(CharSequence word) {
    return step(START, word);
  }

  int size() {
    return size;
  }

  boolean has(long hash) {
    return get(hash) != NONE;
  }

  int get(long hash) {
    long key = hash == 0 ? 1 : hash;
    if (!maySee(key)) {
      return NONE;
    }
    for (int slot = slot(key); keys[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
      if (keys[slot] == key) {
        return values[slot];
      }
    }
    return NONE;
  }

  void put(long hash, int value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    long key = hash == 0 ? 1 : hash;
    int bit = bit(key);
    seen[bit >>> 6] |= 1L << bit;
    int slot = slot(key);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    size += keys[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    seen = new long[keys.length >>> 3];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  private boolean maySee(long key) {
    int bit = bit(key);
    return (seen[bit >>> 6] & 1L << bit) != 0;
  }

  /** One of eight bits for each place of a key. */
  private int bit(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length * 8 - 1);
  }

  private int slot(long key) {
    long mixed = key ^ (key >>> 32);
    mixed *= 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4)
    return (int) (mixed >>> 33) & (keys.length - 1);
  }
}
