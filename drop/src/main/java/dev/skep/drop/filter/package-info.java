/**
 * The filter language: pcap-filter(7)'s words, grammar and meaning, and a few words of our own. {@link dev.skep.drop.filter.Filter#parse}
 * turns text into a {@linkplain dev.skep.drop.match graph of tests}.
 */
@NullMarked
package dev.skep.drop.filter;

import org.jspecify.annotations.NullMarked;
