/** The run that the JVM's ahead-of-time cache is made of, while the image is built. */
@NullMarked
package dev.sallyport.devtools.training;

import org.jspecify.annotations.NullMarked;
