package retex.agent.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import retex.agent.web.Words;

/**
 * Sets a sheet as a tagged A4 PDF. Loaded at the first sheet and not before: a cold start does not
 * pay for it. Writes to memory alone. Safe for use by several threads.
 */
final class Press {

  static {
    XRLog.setLoggingEnabled(false); // it would write what is set into the log
    ImageIO.setUseCache(false); // it would write photographs into temporary files
  }

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private static final String LATIN = "Noto Sans"; // families, as the template names them
  private static final String ARABIC = "Noto Sans Arabic";

  private Press() {}

  static byte[] pdf(Sheet sheet, Words words) {
    var html = new StringOutput();
    TEMPLATES.render("paper/sheet.jte", Map.of("sheet", sheet, "words", words), html);
    var out = new ByteArrayOutputStream();
    try {
      var builder = new PdfRendererBuilder();
      builder.useFastMode();
      builder.usePdfUaAccessibility(true);
      builder.useUnicodeLineBreaker(new Lines());
      font(builder, LATIN, "NotoSans-Regular.ttf", 400);
      font(builder, LATIN, "NotoSans-Bold.ttf", 700);
      if (RightToLeft.isIn(html.toString())) {
        font(builder, ARABIC, "NotoSansArabic-Regular.ttf", 400);
        font(builder, ARABIC, "NotoSansArabic-Bold.ttf", 700);
        RightToLeft.addTo(builder);
      }
      builder.withHtmlContent(html.toString(), null);
      builder.toStream(out);
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void font(PdfRendererBuilder builder, String family, String file, int weight) {
    builder.useFont(() -> open(file), family, weight, FontStyle.NORMAL, true);
  }

  private static InputStream open(String file) {
    InputStream in = Press.class.getResourceAsStream("/fonts/" + file);
    if (in == null) {
      throw new IllegalStateException("font " + file);
    }
    return in;
  }
}
