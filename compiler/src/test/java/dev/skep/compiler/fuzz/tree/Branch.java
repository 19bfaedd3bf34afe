package dev.skep.compiler.fuzz.tree;

import java.util.List;

/**
 * One case of a switch.
 *
 * @param value the label
 * @param fallsThrough whether the next case follows
 */
public record Branch(int value, boolean fallsThrough, List<Statement> body) implements Node {}
