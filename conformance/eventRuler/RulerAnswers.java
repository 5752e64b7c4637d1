import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Reads lines of an event pattern, a tab and an event. Prints a line for each: `true` or `false`, or `refused` for a pattern that Event Ruler refuses. */
public class RulerAnswers {
  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t", 2);
      answers.println(answer(parts[0], parts[1]));
    }
    answers.flush();
  }

  private static String answer(String pattern, String event) throws Exception {
    Machine machine = Machine.builder().build();
    try {
      if (JsonRuleCompiler.check(pattern) != null) {
        return "refused";
      }
      machine.addRule("rule", pattern);
    } catch (Exception refusal) {
      return "refused";
    }
    return String.valueOf(!machine.rulesForJSONEvent(event).isEmpty());
  }
}
