namespace Orleans;

/// <summary>Base of grain interfaces whose grains are addressed by a string.</summary>
public interface IGrainWithStringKey : IGrain
{
}
