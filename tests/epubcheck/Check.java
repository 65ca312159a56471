// Every EPUB of a folder through W3C EPUBCheck's Java interface, in one virtual machine.
// Prints one line of JSON for each message, of every severity, and nothing else.
// Usage: java -cp epubcheck.jar:lib/* Check.java FOLDER

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.FeatureEnum;
import com.adobe.epubcheck.util.ReportingLevel;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

public class Check {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private static final class Lines extends MasterReport {
    private final String file;

    Lines(String file) {
      super(false);
      this.file = file;
      setEpubFileName(file);
      setReportingLevel(ReportingLevel.Usage);
      setLocale(Locale.ENGLISH);
    }

    @Override
    public void message(Message message, EPUBLocation location, Object... arguments) {
      OUT.println("{\"file\": " + quoted(file) + ", \"severity\": " + quoted(message.getSeverity().name().toLowerCase(Locale.ROOT))
          + ", \"code\": " + quoted(message.getID().toString().replace("_", "-")) + ", \"member\": " + quoted(location.getPath())
          + ", \"line\": " + Math.max(location.getLine(), 0) + ", \"column\": " + Math.max(location.getColumn(), 0)
          + ", \"text\": " + quoted(message.getMessage(arguments)) + "}");
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
      return 0;
    }

    @Override
    public void initialize() {}
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : (text == null ? "" : text).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  public static void main(String[] arguments) {
    File[] files = new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".epub"));
    Arrays.sort(files);
    for (File file : files) {
      try {
        new EpubCheck(file, new Lines(file.getName())).doValidate();
      } catch (RuntimeException e) {
        OUT.println("{\"file\": " + quoted(file.getName()) + ", \"severity\": \"fatal\", \"code\": \"crash\", \"member\": \"\", "
            + "\"line\": 0, \"column\": 0, \"text\": " + quoted(e.toString()) + "}");
      }
    }
  }
}
