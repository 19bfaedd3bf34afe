package dev.skep.events;

/**
 * Events that were lost at one place since it was opened.
 *
 * @param stage why
 * @param place which ring, table or queue
 * @param events how many
 */
public record Loss(Stage stage, String place, long events) {}
