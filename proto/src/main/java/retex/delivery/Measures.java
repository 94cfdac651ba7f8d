package retex.delivery;

/**
 * Sizes of what crosses: files of one call, bytes of a chunk, after how many bytes headquarters
 * says what has arrived, and how many a laptop has under way at least.
 */
public record Measures(int mostFiles, int chunk, int tellEvery, int leastUnderWay) {

  // as attachment_service.proto says; a chunk is a quarter of a second at 256 kbit/s
  public static final Measures CONTRACT = new Measures(256, 8_192, 16_384, 65_536);
}
