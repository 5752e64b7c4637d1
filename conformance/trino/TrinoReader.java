import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trino.Session;
import io.trino.plugin.hive.HivePlugin;
import io.trino.spi.ErrorCode;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.QueryFailedException;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Runs Trino with its Hive connector in this process. Each input line is a statement as a JSON text; each output line
 * is its answer: {"columns", "types", "rows"} of a query, or {"error", "code"}. The argument is the folder of tables
 * (`local:///`) and of the metastore (`local:///metastore`).
 */
public final class TrinoReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    // Libraries write to System.out, too.
    PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    int status = 1;
    try {
      StandaloneQueryRunner runner = runnerOf(arguments[0]);
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line; (line = input.readLine()) != null; ) {
        output.println(JSON.writeValueAsString(answer(runner, JSON.readTree(line).asText())));
      }
      status = 0;
    } catch (Throwable error) {
      error.printStackTrace();
    } finally {
      // Trino's threads would keep the process alive.
      Runtime.getRuntime().halt(status);
    }
  }

  private static StandaloneQueryRunner runnerOf(String folder) {
    Session session =
        TestingSession.testSessionBuilder()
            .setCatalog("lake")
            .setSchema("default")
            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
            .build();
    StandaloneQueryRunner runner = new StandaloneQueryRunner(session);
    runner.installPlugin(new HivePlugin());
    runner.createCatalog(
        "lake",
        "hive",
        Map.of(
            "hive.metastore", "file",
            "hive.metastore.catalog.dir", "local:///metastore",
            "fs.local.enabled", "true",
            "local.location", folder,
            "hive.non-managed-table-writes-enabled", "true",
            "hive.partition-projection-enabled", "true",
            // Athena does the same with projected partitions that have no objects.
            "hive.ignore-absent-partitions", "true",
            // Trino reads statistics of registered partitions.
            "hive.table-statistics-enabled", "false"));
    return runner;
  }

  private static ObjectNode answer(StandaloneQueryRunner runner, String statement) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      MaterializedResult result = runner.execute(statement);
      if (result.getUpdateType().isEmpty()) {
        write(result, answer);
      }
    } catch (QueryFailedException error) {
      ErrorCode code = runner.getCoordinator().getDispatchManager().getQueryInfo(error.getQueryId()).getErrorCode();
      answer.put("error", String.valueOf(error.getMessage())).put("code", code.getName());
    }
    return answer;
  }

  private static void write(MaterializedResult result, ObjectNode answer) {
    ArrayNode columns = answer.putArray("columns");
    ArrayNode types = answer.putArray("types");
    ArrayNode rows = answer.putArray("rows");
    result.getColumnNames().forEach(columns::add);
    result.getTypes().forEach(type -> types.add(type.getDisplayName()));
    for (MaterializedRow row : result.getMaterializedRows()) {
      ArrayNode values = rows.addArray();
      for (int index = 0; index < row.getFieldCount(); index++) {
        values.add(value(row.getField(index), result.getTypes().get(index)));
      }
    }
  }

  private static JsonNode value(Object value, Type type) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Boolean truth -> JSON.getNodeFactory().booleanNode(truth);
      case Byte number -> LongNode.valueOf(number);
      case Short number -> LongNode.valueOf(number);
      case Integer number -> LongNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Float number -> real(number);
      case Double number -> real(number);
      case SqlVarbinary bytes -> TextNode.valueOf("0x" + HexFormat.of().formatHex(bytes.getBytes()));
      case Map<?, ?> map when type instanceof MapType ofMap -> {
        ObjectNode node = JSON.createObjectNode();
        map.forEach((key, entry) -> node.set(String.valueOf(key), value(entry, ofMap.getValueType())));
        yield node;
      }
      case List<?> items when type instanceof ArrayType ofArray -> {
        ArrayNode node = JSON.createArrayNode();
        items.forEach(item -> node.add(value(item, ofArray.getElementType())));
        yield node;
      }
      case List<?> fields when type instanceof RowType ofRow -> row(fields, ofRow);
      case MaterializedRow row when type instanceof RowType ofRow -> row(row.getFields(), ofRow);
      default -> TextNode.valueOf(String.valueOf(value));
    };
  }

  /** A field without a name has its place, counted from zero. */
  private static ObjectNode row(List<?> values, RowType type) {
    ObjectNode node = JSON.createObjectNode();
    for (int index = 0; index < values.size(); index++) {
      RowType.Field field = type.getFields().get(index);
      node.set(field.getName().orElse("field" + index), value(values.get(index), field.getType()));
    }
    return node;
  }

  /** JSON has no infinite numbers. */
  private static JsonNode real(double number) {
    return Double.isFinite(number) ? DoubleNode.valueOf(number) : TextNode.valueOf(String.valueOf(number));
  }
}
