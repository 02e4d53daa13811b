/** Getting back into an account over HTTP. */
@NullMarked
package dev.sallyport.http.recovery;

import org.jspecify.annotations.NullMarked;
