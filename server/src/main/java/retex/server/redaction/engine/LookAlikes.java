package retex.server.redaction.engine;

/** Letters of other scripts that look like Latin ones, and Latin ones that Unicode keeps apart. */
final class LookAlikes {

  // Unicode Technical Standard #39, confusables: those of Cyrillic, Greek, Armenian, Cherokee,
  // Latin
  private static final String OTHERS =
      "АВЕЅІЈКМНОРСТУХҮԌԚԜѴаеѕіјорсухԁԛԝѵһӏвкмнт"
          + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαικνορτυχϲγ"
          + "ՕՏոսօհցзզ"
          + "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"
          + "ıɑɡɩʀɴʟʏɪᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱƖɢʙʜǀ";
  private static final String LATIN =
      "ABESIJKMHOPCTYXYGQWVaesijopcyxdqwvhlBKMHT"
          + "ABEZHIKMNOPTYXCjaiKvoptuxcy"
          + "OSnuohg3q"
          + "ABCDEHJKLMPRSTVWZ"
          + "iagiRNLYIACDEJKMOPTUVWZSlGBHl";

  private LookAlikes() {}

  static char latin(char c) {
    if (c < 0x131) {
      return c;
    }
    int at = OTHERS.indexOf(c);
    return at < 0 ? c : LATIN.charAt(at);
  }
}
