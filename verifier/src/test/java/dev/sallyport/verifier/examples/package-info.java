/** The examples of docs/features/verifier.md, where they stand word for word. */
@NullMarked
package dev.sallyport.verifier.examples;

import org.jspecify.annotations.NullMarked;
