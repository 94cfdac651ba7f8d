package retex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the zip for Windows holds, which nobody has run there yet. */
class WindowsLayoutTest {

  private static final TreeMap<String, byte[]> FILES = new TreeMap<>();

  @BeforeAll
  static void unpacked(@TempDir Path work) throws IOException {
    Path zip = PackageCommand.windows(Path.of("..").toAbsolutePath().normalize(), work);
    try (var all = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : List.copyOf(all.stream().map(ZipEntry.class::cast).toList())) {
        try (InputStream in = all.getInputStream(entry)) {
          FILES.put(entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void every_library_is_named_in_the_options_and_there_is_no_runtime() {
    String options = text("lib/agent.options");

    List<String> named = List.of(options.split("\"")[1].split(";"));

    assertThat(named)
        .containsExactlyElementsOf(
            FILES.keySet().stream()
                .filter(it -> it.endsWith(".jar"))
                .map(it -> it.substring("retex-agent/".length()))
                .sorted()
                .toList());
    assertThat(named).anyMatch(it -> it.contains("field-agent"));
    assertThat(FILES.keySet()).allMatch(it -> it.startsWith("retex-agent/"));
    assertThat(FILES.keySet()).noneMatch(it -> it.contains("/runtime/") || it.endsWith(".jsa"));
    assertThat(FILES).containsKeys("retex-agent/LICENSE", "retex-agent/NOTICE");
  }

  @Test
  void native_code_is_that_of_windows_alone() throws IOException {
    var found = new TreeSet<String>();
    for (var file : FILES.entrySet()) {
      if (file.getKey().endsWith(".jar")) {
        try (var jar = new ZipInputStream(new java.io.ByteArrayInputStream(file.getValue()))) {
          for (ZipEntry it = jar.getNextEntry(); it != null; it = jar.getNextEntry()) {
            if (it.getName().matches(".*[.](so|dll|dylib|jnilib)")) {
              found.add(it.getName());
            }
          }
        }
      }
    }

    assertThat(found).isNotEmpty().allMatch(it -> it.endsWith(".dll"));
    assertThat(found).anyMatch(it -> it.contains("sqlite")).anyMatch(it -> it.contains("zstd"));
  }

  @Test
  void scripts_have_windows_line_ends_and_bear_a_drive_as_the_caller_s_folder() {
    for (String script : List.of("bin/retex-agent.cmd", "bin/make-runtime.cmd", "README.txt")) {
      assertThat(text(script).replace("\r\n", "")).as(script).doesNotContain("\n");
    }
    assertThat(text("bin/make-runtime.cmd"))
        .contains("java.base,java.desktop")
        .doesNotContain("@MODULES@");
    String start = text("bin/retex-agent.cmd");
    assertThat(start).contains("\"-Dretex.caller=%caller%\"");
    assertThat(start.indexOf("if \"%caller:~-1%\"==\"\\\" set \"caller=%caller%.\""))
        .isBetween(start.indexOf("set \"caller=%CD%\""), start.indexOf("-Dretex.caller"));
  }

  @Test
  void a_crash_of_a_command_leaves_no_memory_behind_either() {
    for (String options : List.of("bin/retex-agent.cmd", "lib/agent.options")) {
      assertThat(text(options))
          .as(options)
          .contains("-XX:-CreateCoredumpOnCrash", "-XX:+SuppressFatalErrorMessage");
    }
  }

  @Test
  void what_is_not_known_of_windows_is_said_in_both_languages() {
    assertThat(text("README.txt"))
        .contains("never run on Windows", "Another user of the same Windows is not recognised")
        .contains("n’a jamais tourné", "Un autre utilisateur du même Windows n’est pas reconnu");
  }

  private static String text(String file) {
    return new String(FILES.get("retex-agent/" + file), StandardCharsets.UTF_8);
  }
}
