// placeholder until the widget is written
