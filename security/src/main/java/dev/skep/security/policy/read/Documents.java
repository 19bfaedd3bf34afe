package dev.skep.security.policy.read;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The YAML documents of a text; JSON is YAML too. */
final class Documents {
    private static final int MOST_CHARACTERS = 1 << 20;

    private Documents() {}

    /**
     * Reads them; empty ones are left out.
     *
     * @throws PolicyException if it is no YAML
     */
    static List<Node> of(String file, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new PolicyException(
                    new Place(file, 1, 1),
                    "",
                    "is larger than " + MOST_CHARACTERS + " characters, the most for policies");
        }
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setSchema(new CoreWords()).build();
        List<Node> documents = new ArrayList<>();
        try {
            Composer composer = new Composer(
                    settings, new ShallowParser(new ParserImpl(settings, new StreamReader(settings, text))));
            while (composer.hasNext()) {
                Node node = composer.next();
                if (!node.getTag().equals(Tag.NULL)) {
                    documents.add(node);
                }
            }
        } catch (ShallowParser.TooDeepException deep) {
            throw new PolicyException(place(file, deep.mark()), "", "is nested deeper than any policy");
        } catch (MarkedYamlEngineException wrong) {
            String problem = wrong.getProblem() == null ? "is no YAML" : wrong.getProblem();
            throw new PolicyException(place(file, wrong.getProblemMark()), "", "is no YAML: " + oneLine(problem));
        } catch (YamlEngineException wrong) {
            throw new PolicyException(
                    new Place(file, 1, 1), "", "is no YAML: " + oneLine(String.valueOf(wrong.getMessage())));
        }
        return documents;
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> new Place(file, 1, 1));
    }

    /** Where a node begins. */
    static Place place(String file, Node node) {
        return place(file, node.getStartMark());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
