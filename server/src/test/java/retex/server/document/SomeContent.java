package retex.server.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A content of two pages or more in one language, with a block of every kind. */
public final class SomeContent {

  static final String PROVIDER = "Norland Training Command";

  private SomeContent() {}

  public static Content in(String language) {
    return in(language, 2);
  }

  static Content in(String language, int parts) {
    Text text = text(language);
    var blocks = new ArrayList<Content.Block>();
    blocks.add(new Content.Paragraph(PROVIDER, true));
    for (int part = 1; part <= parts; part++) {
      blocks.add(new Content.Heading(2, text.word + " " + part));
      blocks.add(new Content.Paragraph(text.sentence + " " + text.other, false));
      blocks.add(
          new Content.Items(
              true,
              List.of(
                  new Content.Item(text.word, text.sentence),
                  new Content.Item(text.word + " 2", text.other))));
      blocks.add(new Content.Heading(3, text.word));
      blocks.add(
          new Content.Items(
              false,
              List.of(new Content.Item("", text.sentence), new Content.Item("", text.other))));
      blocks.add(
          new Content.Table(
              text.other,
              List.of(text.word, "A", "B & <C>"),
              List.of(List.of("A", "ELDBATT-2", text.sentence), List.of("B", "4", text.other))));
      blocks.add(
          new Content.Bars(
              text.sentence,
              List.of(text.word, "0–4", "M", "N"),
              4,
              List.of(
                  new Content.Bar(text.word, 2.5, "2.5", "4 / 5"),
                  new Content.Bar(text.word, 4, "4.0", "5 / 5"),
                  new Content.Bar(text.word, 0, "–", "0 / 5"),
                  new Content.Bar(
                      text.word,
                      List.of(1.5, 0.0, 3.0),
                      "1.5 – 3.0",
                      "2 / 5",
                      text.word + " " + part + ": 1.5 < 3.0, " + text.sentence))));
    }
    return new Content(
        language,
        text.title,
        text.footer,
        blocks,
        List.of(new Content.Named("1", PROVIDER), new Content.Named("7.row.1.2", "ELDBATT-2")),
        Set.of(6));
  }

  private static Text text(String language) {
    return switch (language) {
      case "fr" ->
          new Text(
              "Retour d’information sur la formation",
              "Réservé au destinataire. Exemplaire",
              "Commandement et contrôle",
              "La patrouille a tenu l’itinéraire ; le compte rendu (oral) était « tardif ».",
              "L’œuvre reste à parfaire : où sont les blessés dès l’arrivée ?");
      case "ar" ->
          new Text(
              "ملاحظات التدريب",
              "لهذا المتلقي فقط. نسخة",
              "القيادة والسيطرة",
              "تحتاج الوحدة إلى تدريب على الإسعافات الأولية قبل الانتشار، 3 من 4 معايير (IED) كانت ضعيفة.",
              "حافظت الدورية على مسارها جيدا؛ هل كان التقرير متأخرا؟");
      default ->
          new Text(
              "Training feedback",
              "For its recipient only. Copy",
              "Command and control",
              "The patrol kept its route well, but reports were late; pre-deployment training helps.",
              "Casualties were treated within ten minutes, “as drilled” – that is first-rate.");
    };
  }

  private record Text(String title, String footer, String word, String sentence, String other) {}
}
