package dev.skep.security.policy.model;

/**
 * Where something stands.
 *
 * @param file the file's name as the user gave it, or what else the text came from
 * @param line its line, from 1
 * @param column its column, from 1
 */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
