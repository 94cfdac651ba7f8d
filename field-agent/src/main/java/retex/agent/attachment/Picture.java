package retex.agent.attachment;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_MANY_IN_PASSES;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_MANY_POINTS;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TYPE_UNFIT;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_UNREADABLE;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import retex.refusal.RefusedException;

/**
 * The one door by which a picture is unpacked: a JPEG or PNG, whatever its name. What a file
 * declares is checked before anything of it is unpacked; one for which memory does not suffice is
 * refused. Works in memory alone, one picture at a time: a laptop with little of it must not need
 * it twice.
 */
public final class Picture {

  private static final long MOST_POINTS = 40_000_000;
  private static final long MOST_IN_PASSES = 16_000_000; // up to 6 bytes each, beside the heap
  private static final int COPY_SIDE = 1600; // points of the longer side
  private static final int COPY_BYTES = 400_000;
  private static final int THUMBNAIL_SIDE = 240;
  private static final Step[] STEPS = {
    new Step(COPY_SIDE, 0.8f),
    new Step(COPY_SIDE, 0.7f),
    new Step(COPY_SIDE, 0.55f),
    new Step(1200, 0.6f),
    new Step(900, 0.5f),
    new Step(600, 0.4f)
  };

  static {
    System.setProperty("java.awt.headless", "true"); // no window system is asked for
    ImageIO.setUseCache(false); // nothing plain in a temporary file
  }

  private Picture() {}

  /** The copy for the link and the one for lists. */
  record Copies(byte[] copy, byte[] thumbnail) {}

  /**
   * A picture, upright and scaled down, as a new JPEG that holds its points and nothing else;
   * {@code orientation}: as EXIF says, 1 to 8.
   */
  static synchronized Copies of(byte[] file, FileType type, int orientation) {
    int most = type == FileType.JPEG ? 16_000_000 : 8_000_000; // up to 8 bytes a point of PNG
    BufferedImage picture = unpacked(file, type, most);
    BufferedImage upright = Turned.of(Scaled.to(COPY_SIDE, picture), orientation);
    return new Copies(copy(upright), jpeg(Scaled.to(THUMBNAIL_SIDE, upright), 0.7f));
  }

  /**
   * The points of a file as it lies, about {@code most} of them at most: of a larger one some are
   * passed over. Refuses with {@link AttachmentRefusal} what is no JPEG or PNG, damaged, or too
   * large to unpack.
   */
  public static synchronized BufferedImage points(byte[] file, int most) {
    return unpacked(file, FileType.of(file), most);
  }

  private static BufferedImage unpacked(byte[] file, FileType type, int most) {
    try {
      return decode(file, type, most);
    } catch (IOException | RuntimeException damaged) {
      if (damaged instanceof RefusedException refused) {
        throw refused;
      }
      throw ATTACHMENT_UNREADABLE.at(type.name()).asException();
    } catch (OutOfMemoryError tooMuch) { // given back as soon as this returns
      throw ATTACHMENT_UNREADABLE.at("memory").asException();
    }
  }

  private static byte[] copy(BufferedImage upright) {
    for (Step step : STEPS) {
      byte[] jpeg = jpeg(Scaled.to(step.side(), upright), step.quality());
      if (jpeg.length <= COPY_BYTES) {
        return jpeg;
      }
    }
    throw ATTACHMENT_UNREADABLE.at("size").asException();
  }

  private static BufferedImage decode(byte[] file, FileType type, int most) throws IOException {
    if (type == FileType.PDF) {
      throw ATTACHMENT_TYPE_UNFIT.at(type.name()).asException();
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(type.name()).next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true); // what else the file says is not read
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width * height > MOST_POINTS) {
        throw ATTACHMENT_TOO_MANY_POINTS.at(width + " × " + height).asException();
      }
      if (width * height > MOST_IN_PASSES && type == FileType.JPEG && Segments.isInPasses(file)) {
        throw ATTACHMENT_TOO_MANY_IN_PASSES.at(width + " × " + height).asException();
      }
      int every = 1;
      while ((width / every) * (height / every) > most) {
        every++;
      }
      var param = reader.getDefaultReadParam();
      param.setSourceSubsampling(every, every, 0, 0);
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] jpeg(BufferedImage picture, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private record Step(int side, float quality) {}
}
