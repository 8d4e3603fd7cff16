/** An image's name without extension and `_cropped`: what a photograph, its crop and its features have in common. */
export const imageStem = (name: string): string => name.replace(/\.[^./\\]*$/, '').replace(/_cropped$/, '');
