package dev.skep.security.policy.read;

import dev.skep.security.policy.model.NamespaceChangeMatch;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions on namespaces. */
final class NamespaceReader {
    private static final String HOST = "host_ns";

    private NamespaceReader() {}

    static NamespaceMatch namespace(Element match) {
        Fields fields = match.fields("namespace", "operator", "values");
        NamespaceKind kind =
                fields.required("namespace").map(NamespaceReader::kind).orElse(NamespaceKind.UTS);
        List<Integer> inodes = new ArrayList<>();
        boolean host = false;
        for (Element value : SelectorReader.values(fields)) {
            Optional<BigInteger> number = NumberText.parseDecimal(value.text())
                    .filter(inode -> NumberText.isBetween(inode, BigInteger.ZERO, NumberText.MOST_UNSIGNED_32));
            if (value.text().equals(HOST)) {
                host = true;
            } else if (number.isPresent()) {
                inodes.add(number.get().intValue());
            } else {
                value.wrong("'" + Element.shown(value.text()) + "' is no namespace: its number, as lsns shows it, or "
                        + HOST);
            }
        }
        return new NamespaceMatch(kind, SelectorReader.operator(fields), inodes, host, match.place());
    }

    static NamespaceChangeMatch change(Element match) {
        Fields fields = match.fields("operator", "values");
        return new NamespaceChangeMatch(
                SelectorReader.operator(fields),
                SelectorReader.values(fields).stream()
                        .map(NamespaceReader::kind)
                        .toList(),
                match.place());
    }

    private static NamespaceKind kind(Element value) {
        return value.choice(NamespaceKind.values(), NamespaceKind::tetragonName).orElse(NamespaceKind.UTS);
    }
}
