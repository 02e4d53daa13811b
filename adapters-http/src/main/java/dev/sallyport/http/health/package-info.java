/** Whether the server lives and is ready. */
@NullMarked
package dev.sallyport.http.health;

import org.jspecify.annotations.NullMarked;
