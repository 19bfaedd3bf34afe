package dev.skep.compiler.internal.ir;

import dev.skep.bpf.memory.AtomicAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Graphs from text and back, for tests. The text is the listing of {@link Graph}, without positions and with widths where
 * the listing has none: {@code b1[v2:32]} and {@code v3:32 = load.u16 [v0+4]}; 64 is the default. Stack slots are
 * declared first: {@code slot 16 8}. A helper is called by number: {@code call helper5(v1)}.
 */
public final class GraphText {
    private static final SourcePosition NOWHERE = new SourcePosition("Test", "test", "Test.java", 1, null);
    private static final Pattern BLOCK = Pattern.compile("(b\\d+)(?:\\[(.*)])?:");
    private static final Pattern RESULT = Pattern.compile("(v\\d+)(?::(32|64))? = (.*)");
    private static final Pattern ACCESS = Pattern.compile("\\[(.+?)\\+(-?\\d+)](?: \\(.*\\))?(?:, (\\S+))?");
    private static final Pattern BRANCH = Pattern.compile(
            "branch\\.(32|64) (\\S+) (\\w+) (\\S+) -> (b\\d+(?:\\[[^\\]]*])?) else (b\\d+(?:\\[[^\\]]*])?)");

    private final Graph graph = new Graph("test");
    private final Map<String, Block> blocks = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final List<Runnable> edges = new ArrayList<>();
    private int line;

    private GraphText() {}

    /** The graph that {@code text} describes. */
    public static Graph parse(String text) {
        GraphText parser = new GraphText();
        List<String> lines =
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        for (String line : lines) {
            Matcher block = BLOCK.matcher(line);
            if (block.matches()) parser.declare(block);
        }
        @Nullable Block current = null;
        for (String line : lines) {
            parser.line++;
            Matcher block = BLOCK.matcher(line);
            if (block.matches()) {
                current = parser.blocks.get(block.group(1));
            } else if (line.startsWith("slot ")) {
                String[] words = line.split(" ", -1);
                parser.graph.newSlot(Integer.parseInt(words[1]), Integer.parseInt(words[2]), "slot");
            } else {
                Objects.requireNonNull(current, "instruction before the first block")
                        .instructions()
                        .add(parser.instruction(line));
            }
        }
        parser.edges.forEach(Runnable::run);
        return parser.graph;
    }

    /** The listing without positions, values and blocks numbered in the order in which they appear. */
    public static String print(Graph graph) {
        String listing = graph.toString().replaceAll(" *; \\S+\n", "\n");
        String body = listing.substring(listing.indexOf('\n') + 1);
        Map<String, String> names = new HashMap<>();
        int[] counts = new int[2];
        return Pattern.compile("\\b([vb])(\\d+)\\b").matcher(body).replaceAll(found -> {
            int kind = found.group(1).equals("v") ? 0 : 1;
            return names.computeIfAbsent(found.group(), name -> found.group(1) + counts[kind]++);
        });
    }

    private void declare(Matcher header) {
        Block block = graph.newBlock();
        blocks.put(header.group(1), block);
        if (header.group(2) == null) return;
        for (String parameter : header.group(2).split(", ", -1)) {
            String[] parts = parameter.split(":", -1);
            values.put(parts[0], graph.newParameter(block, width(parts.length > 1 ? parts[1] : "64")));
        }
    }

    private static Width width(String bits) {
        return bits.equals("32") ? Width.W32 : Width.W64;
    }

    private SourcePosition at() {
        return new SourcePosition(NOWHERE.className(), NOWHERE.method(), NOWHERE.file(), line, null);
    }

    private Instruction instruction(String text) {
        Matcher result = RESULT.matcher(text);
        if (!result.matches()) return effect(text);
        Instruction computed = computation(result.group(3), width(result.group(2) == null ? "64" : result.group(2)));
        values.put(result.group(1), computed);
        return computed;
    }

    private Instruction computation(String text, Width loadWidth) {
        String[] words = text.split(" ", 2);
        String[] name = words[0].split("\\.", -1);
        if (name[0].equals("context")) return graph.context(at());
        if (name[0].equals("call")) return call(words[1]);
        if (name[0].equals("load")) {
            Matcher access = access(words[1]);
            int size = Integer.parseInt(name[1].substring(1)) / 8;
            boolean signed = name[1].startsWith("s");
            return graph.load(at(), base(access), offset(access), size, signed, loadWidth, "");
        }
        String[] operands = words[1].split(", ", -1);
        Value first = value(operands[0]);
        return switch (name[0]) {
            case "negate" -> graph.negate(at(), width(name[1]), first);
            case "byte_swap" -> graph.byteSwap(at(), first, Integer.parseInt(name[1]));
            case "sign_extend", "zero_extend" -> {
                String[] bits = name[1].split("to", -1);
                boolean signed = name[0].equals("sign_extend");
                yield graph.extend(at(), first, Integer.parseInt(bits[0]), signed, width(bits[1]));
            }
            default -> {
                BinaryOperation operation = BinaryOperation.valueOf(name[0].toUpperCase(Locale.ROOT));
                yield graph.binary(at(), operation, width(name[1]), first, value(operands[1]));
            }
        };
    }

    private Instruction effect(String text) {
        Matcher branch = BRANCH.matcher(text);
        if (branch.matches()) {
            return graph.branch(
                    at(),
                    Condition.valueOf(branch.group(3).toUpperCase(Locale.ROOT)),
                    width(branch.group(1)),
                    value(branch.group(2)),
                    value(branch.group(4)),
                    edge(branch.group(5)),
                    edge(branch.group(6)));
        }
        String[] words = text.split(" ", 2);
        String[] name = words[0].split("\\.", -1);
        return switch (name[0]) {
            case "jump" -> graph.jump(at(), edge(words[1]));
            case "return" -> graph.returns(at(), value(words[1]));
            case "call" -> call(words[1]);
            case "store" -> {
                Matcher access = access(words[1]);
                int size = Integer.parseInt(name[1]) / 8;
                yield graph.store(at(), base(access), offset(access), size, value(access.group(3)));
            }
            case "atomic_add" -> {
                Matcher access = access(words[1]);
                int size = Integer.parseInt(name[1]) / 8;
                yield graph.atomic(
                        at(), AtomicAccess.ADD, base(access), offset(access), size, List.of(value(access.group(3))));
            }
            default -> throw new IllegalArgumentException(text);
        };
    }

    private Instruction call(String text) {
        Matcher matcher = Pattern.compile("helper(\\d+)\\((.*)\\)").matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException(text);
        String[] arguments =
                matcher.group(2).isEmpty() ? new String[0] : matcher.group(2).split(", ", -1);
        Value[] operands = new Value[arguments.length];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = value(arguments[i]);
        }
        int id = Integer.parseInt(matcher.group(1));
        return graph.call(at(), new CallTarget.Helper(id, "helper" + id), operands);
    }

    private Matcher access(String text) {
        Matcher access = ACCESS.matcher(text);
        if (!access.matches()) throw new IllegalArgumentException(text);
        return access;
    }

    private Value base(Matcher access) {
        return value(access.group(1));
    }

    private static int offset(Matcher access) {
        return Integer.parseInt(access.group(2));
    }

    private Edge edge(String text) {
        Edge edge = new Edge();
        int open = text.indexOf('[');
        String target = open < 0 ? text : text.substring(0, open);
        edges.add(() -> {
            List<Value> arguments = new ArrayList<>();
            if (open >= 0) {
                for (String argument :
                        text.substring(open + 1, text.length() - 1).split(", ", -1)) {
                    arguments.add(value(argument));
                }
            }
            edge.retarget(Objects.requireNonNull(blocks.get(target), target), arguments);
        });
        return edge;
    }

    private Value value(String text) {
        if (text.startsWith("#")) {
            return text.endsWith("L")
                    ? Constant.of(Long.parseLong(text.substring(1, text.length() - 1)))
                    : Constant.of(Integer.parseInt(text.substring(1)));
        }
        if (text.startsWith("&slot")) {
            String[] parts = text.substring(5).split("\\+", -1);
            int offset = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return new StackAddress(graph.slots().get(Integer.parseInt(parts[0])), offset);
        }
        Value value = values.get(text);
        if (value == null) throw new IllegalArgumentException("line " + line + ": no value " + text);
        return value;
    }
}
