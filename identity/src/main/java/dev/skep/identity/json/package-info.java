/** Reading JSON without a model of classes: the files of container runtimes and the answers of servers. */
@NullMarked
package dev.skep.identity.json;

import org.jspecify.annotations.NullMarked;
