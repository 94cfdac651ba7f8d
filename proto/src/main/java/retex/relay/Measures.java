package retex.relay;

/**
 * Sizes of what crosses, in bytes: of a piece that a laptop says, of one that headquarters says,
 * after how many headquarters says what has come, and how many it has not told of at most.
 */
public record Measures(int up, int down, int tellEvery, int mostUnderWay) {

  // as team_service.proto says; a piece up is a quarter of a second at 256 kbit/s
  public static final Measures CONTRACT = new Measures(8_192, 16_384, 16_384, 65_536);
}
